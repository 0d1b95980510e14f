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
        var (wall, processor) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = 0; run < 4; run++)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await RegistrationRun.RecordAsync(settings, Stacks.Files);
            wall.Add(watch.Elapsed);
            processor.Add(Environment.CpuUsage.TotalTime - before);
        }

        // Other programs may use the machine meanwhile, so what counts is the work; both are shown.
        TestContext.Out.WriteLine($"{stack}: {string.Join(", ", wall.Select(time => $"{time.TotalMilliseconds:0} ms"))}, of that work {string.Join(", ", processor.Select(time => $"{time.TotalMilliseconds:0} ms"))}");
        Assert.That(wall.Concat(processor).Min(), Is.LessThan(TimeSpan.FromSeconds(1)));
    }
}
