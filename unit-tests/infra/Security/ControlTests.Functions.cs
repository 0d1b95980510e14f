using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

public sealed partial class ControlTests
{
    private const string Function = "aws:lambda/function:Function";

    [Test]
    [Control("Lambda.1, CKV_AWS_301, CKV_AWS_364", "no function has a policy of its own, so nobody outside of the account can call it, nor a service")]
    public async Task Functions_are_called_by_roles_of_the_stack_only()
    {
        var registration = await Stacks.RecordAsync(stack);
        Assert.That(registration.OfType(Function), Is.Not.Empty);
        Assert.That(registration.Resources.Select(resource => resource.Type), Has.None.StartsWith("aws:lambda/permission"));
        Assert.That(registration.Resources.Select(resource => resource.Type), Has.None.StartsWith("aws:lambda/functionUrl"));
    }

    [Test]
    [Control("Lambda.2, CKV_AWS_363", "functions use a runtime that AWS maintains: .NET 10, until November 2028")]
    public async Task Functions_use_a_maintained_runtime() =>
        Assert.That((await Only(Function)).Text("runtime"), Is.EqualTo("dotnet10"));

    [Test]
    [Control("Lambda.7, CKV_AWS_50", "functions are traced, and log into a group that is encrypted and ends")]
    public async Task Functions_are_traced_and_logged()
    {
        var function = await Only(Function);
        Assert.That((string?)function.Inputs["tracingConfig"]!["mode"], Is.EqualTo("Active"));
        Assert.That(
            (await Stacks.RecordAsync(stack)).OfType("aws:cloudwatch/logGroup:LogGroup").Select(group => group.Text("name")),
            Does.Contain((string?)function.Inputs["loggingConfig"]!["logGroup"]));
    }

    [Test]
    [Control("CKV_AWS_45", "functions have no environment variables that could hold a secret")]
    public async Task Functions_have_no_environment() =>
        Assert.That((await Only(Function)).Inputs, Does.Not.ContainKey("environment"));
}
