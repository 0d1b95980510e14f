using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// The provider that Pulumi.Aws bridges must accept everything that is registered, of both stacks and of every option. It is
/// slow and not everywhere, so it is one test over one configuration in which each stack is a module.
/// </summary>
[TestFixture]
[NonParallelizable]
[Category("Terraform")]
public sealed class TerraformTests
{
    // What Pulumi.Aws 7 has and the provider before it does not; each with the reason in docs/infrastructure.md.
    private static readonly (string Type, string Argument)[] NewerThanTheProvider = [("aws:dms/endpoint:Endpoint", "mysqlSettings")];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("nono-terraform-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_real_provider_accepts_every_resource_of_every_stack_and_option()
    {
        var terraform = TerraformTool.Find();
        using var moto = await MotoServer.TryStartAsync();
        var (resources, unknown) = await WriteAsync(terraform, moto?.Endpoint);
        var watch = Stopwatch.StartNew();

        var validated = await terraform.RunAsync(_folder, "validate", "-json");
        var validateTime = watch.Elapsed;
        Assert.That(Faults(validated.Output), Is.Empty);

        var planned = await terraform.RunAsync(_folder, "plan", "-input=false", "-no-color", "-out=plan", "-parallelism=8");
        Assert.That(planned.Exit, Is.Zero, planned.Output[..Math.Min(planned.Output.Length, 20_000)]);
        TestContext.Out.WriteLine(
            $"provider {terraform.Version}: {resources} resources of {Stacks.All.Count()} stacks validated in {validateTime.TotalSeconds:0.0} s, "
            + $"planned in {(watch.Elapsed - validateTime).TotalSeconds:0.0} s: {planned.Output.Split('\n').FirstOrDefault(line => line.StartsWith("Plan:", StringComparison.Ordinal))}");
        Assert.That(planned.Output, Does.Contain($"Plan: {resources} to add, 0 to change, 0 to destroy."));
        Assert.That(unknown, Is.EquivalentTo(NewerThanTheProvider));
    }

    private async Task<(int Resources, IEnumerable<(string, string)> Unknown)> WriteAsync(TerraformTool terraform, string? endpoint)
    {
        await WriteJsonAsync("main.tf.json", new JsonObject { ["terraform"] = Required(), ["provider"] = new JsonObject { ["aws"] = new JsonArray(new JsonObject { ["region"] = "ap-southeast-1" }) } });
        var init = await terraform.InitAsync(_folder);
        Assert.That(init.Exit, Is.Zero, init.Output);
        var described = await terraform.RunAsync(_folder, "providers", "schema", "-json");
        using var document = JsonDocument.Parse(described.Output);
        var schema = new ProviderSchema(document.RootElement.GetProperty("provider_schemas").EnumerateObject().Single().Value.GetProperty("resource_schemas"));

        var module = new TerraformModule(schema);
        var modules = new JsonObject();
        StackRegistration? baseline = null;
        foreach (var stack in Stacks.All)
        {
            var settings = Stacks.Settings(stack);
            var registration = await RegistrationRun.RecordAsync(settings, Stacks.Jobs, new PlaceholderStates());
            Directory.CreateDirectory(Path.Combine(_folder, stack));
            // An option is the stack test but for some resources: those, and what they refer to, are what the provider must see again.
            baseline ??= registration;
            await WriteJsonAsync($"{stack}/main.tf.json", module.Of(registration, ReferenceEquals(registration, baseline) ? _ => true : Differing.From(baseline, registration).Contains));
            modules[stack] = new JsonObject { ["source"] = $"./{stack}" };
        }
        await WriteJsonAsync("main.tf.json", new JsonObject { ["terraform"] = Required(), ["provider"] = new JsonObject { ["aws"] = Provider(endpoint) }, ["module"] = modules });
        init = await terraform.InitAsync(_folder);
        Assert.That(init.Exit, Is.Zero, init.Output);
        return (module.Resources, module.Unknown.Distinct());
    }

    // The account is not checked: the emulator has one, the stacks have two.
    private static JsonObject Provider(string? endpoint) => new()
    {
        ["region"] = "ap-southeast-1",
        ["skip_credentials_validation"] = true,
        ["skip_requesting_account_id"] = true,
        ["skip_metadata_api_check"] = true,
        ["s3_use_path_style"] = true,
        ["default_tags"] = new JsonArray(new JsonObject { ["tags"] = new JsonObject { ["project"] = "nonolive" } }),
        ["endpoints"] = endpoint is null ? new JsonArray() : new JsonArray(new JsonObject(
            ((string[])["s3", "kms", "iam", "sfn", "sns", "sqs", "ec2", "sts", "dms", "emr", "glue", "cloudwatch", "events", "scheduler", "logs", "budgets", "ce"])
                .Select(service => KeyValuePair.Create(service, (JsonNode?)endpoint)))),
    };

    private static JsonObject Required() => new() { ["required_providers"] = new JsonObject { ["aws"] = new JsonObject { ["source"] = "hashicorp/aws" } } };

    private static IEnumerable<string> Faults(string json)
    {
        var result = JsonNode.Parse(json)!;
        return result["diagnostics"]!.AsArray().Where(diagnostic => (string?)diagnostic!["severity"] == "error")
            .Select(diagnostic => $"{diagnostic!["address"]} {diagnostic["summary"]}: {diagnostic["detail"]} {diagnostic["snippet"]?["code"]}").Distinct();
    }

    private Task WriteJsonAsync(string name, JsonObject content) => File.WriteAllTextAsync(Path.Combine(_folder, name), content.ToJsonString());
}
