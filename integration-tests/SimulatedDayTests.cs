using Nonolive.Pipeline.Publication;
using Nonolive.Simulator;
using Nonolive.Simulator.Expected;

namespace Nonolive.IntegrationTests;

/// <summary>A day of some hundred viewers with late, duplicated, out-of-order and broken events, through every part.</summary>
[TestFixture]
internal sealed class SimulatedDayTests
{
    private Flow _flow = null!;
    private Simulation _simulation = null!;

    [OneTimeSetUp]
    public async Task RunTheDayAsync()
    {
        _flow = await Flow.StartAsync();
        _simulation = Simulation.Create(new SimulationOptions { FirstDay = _flow.Day, Seed = 7, Viewers = 300, Anchors = 8 });
        await _simulation.SeedDatabaseAsync(_flow.Source);
        await _flow.LoadAsync();
        await _simulation.ApplyChangesAsync(_flow.Source);
        await _flow.ReplicateAsync();
        await _simulation.WriteEventsAsync(_flow.Stack.Store, _flow.Stack.DataBucket);
        await _flow.ComputeAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_flow is not null)
            await _flow.DisposeAsync();
    }

    [Test]
    public async Task Every_value_of_every_report_equals_an_independent_computation()
    {
        var expected = _simulation.ExpectedReportsAfterReplication(_flow.Day);
        Assert.That(expected, Is.Not.Empty);
        foreach (var report in expected)
            Assert.That(ReportComparison.Differences(report, await _flow.ReadAsync(report.Report)), Is.Empty, report.Report);
    }

    [Test]
    public async Task Readers_see_only_objects_that_the_manifest_names()
    {
        var manifest = await _flow.Reader.ReadAsync("platform_daily", _flow.Day);
        var rows = await _flow.Reader.ReadRowsAsync(manifest).CountAsync();
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(manifest.Rows));
            Assert.That(manifest.CodeDigest, Is.EqualTo(_flow.Stack.Output("codeDigest")));
            Assert.That(manifest.Audits, Is.Not.Empty.And.All.Property(nameof(AuditCheck.Passed)).True);
        });
    }
}
