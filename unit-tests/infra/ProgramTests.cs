using System.Diagnostics;
using Nonolive.Infra.Preview;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class ProgramTests
{
    [TestCaseSource(typeof(Stacks), nameof(Stacks.All))]
    public async Task Every_stack_and_option_registers_its_resources_once(string stack)
    {
        var registration = await Stacks.RecordAsync(stack);

        Assert.That(registration.Resources, Is.Not.Empty);
        Assert.That(registration.Resources.Select(resource => resource.Key), Is.Unique);
        Assert.That(registration.Resources.Where(resource => !resource.IsComponent && !resource.Type.StartsWith("pulumi:", StringComparison.Ordinal)).Select(resource => resource.Parent), Has.None.Empty);
        Assert.That(registration.Outputs.Values, Has.None.Empty);
    }

    [TestCaseSource(typeof(Stacks), nameof(Stacks.Deployed))]
    [NonParallelizable]
    public async Task A_mock_run_of_a_stack_takes_less_than_a_second(string stack)
    {
        var settings = Stacks.Settings(stack);
        var times = new List<TimeSpan>();
        for (var run = 0; run < 4; run++)
        {
            var watch = Stopwatch.StartNew();
            await RegistrationRun.RecordAsync(settings, Stacks.Jobs);
            times.Add(watch.Elapsed);
        }

        // The best of some, because other programs may use the machine meanwhile.
        TestContext.Out.WriteLine($"{stack}: {string.Join(", ", times.Select(time => $"{time.TotalMilliseconds:0} ms"))}");
        Assert.That(times.Min(), Is.LessThan(TimeSpan.FromSeconds(1)));
    }
}
