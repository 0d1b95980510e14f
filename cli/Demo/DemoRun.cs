using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;
using Nonolive.LocalCloud;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Publication;
using Nonolive.Replication;
using Nonolive.Simulator;
using Nonolive.Simulator.Expected;
using Nonolive.WebConsole;
using Npgsql;
using Spectre.Console;

namespace Nonolive.Cli.Demo;

/// <summary>The flow of the design, step by step, each on the part that the Pulumi program registered for it.</summary>
internal sealed class DemoRun(string root, DemoOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly CurrentStage _current = new();
    private LocalCloud.LocalCloud? _cloud;
    private DeployedStack? _stack;

    /// <summary>What stood for AWS and Aurora; there once <see cref="RunAsync"/> has begun.</summary>
    public LocalCloud.LocalCloud Cloud => _cloud!;

    /// <summary>What came of it; there once <see cref="RunAsync"/> has ended.</summary>
    public DemoResult Result { get; private set; } = null!;

    public async Task RunAsync(IStageRunner stages, CancellationToken cancellation)
    {
        var cloud = _cloud = await stages.StageAsync(
            "Local cloud",
            stage => LocalCloud.LocalCloud.StartAsync(new LocalCloudOptions { Root = root, Clock = clock }, _current.On(stage), cancellation),
            started => $"{started.Aws.Name} at {started.Aws.Endpoint}, {started.Postgres.Name}");

        var stack = _stack = await stages.StageAsync(
            "Pulumi program",
            stage =>
            {
                _current.On(stage);
                var settings = SettingsReader.Read(StackFileConfigSource.Load(root, options.Stack));
                return cloud.UpAsync(CurrentDay.AwayFromMidnight(settings, clock), cancellation: cancellation);
            },
            up => $"stack {options.Stack}: {up.Inventory.Resources.Count:N0} resources registered");

        var zone = stack.Output("businessZone");
        var day = CurrentDay.In(zone, clock);
        var simulation = Simulation.Create(new SimulationOptions
        {
            FirstDay = day,
            Zone = zone,
            Seed = options.Seed,
            Viewers = options.Viewers,
            Anchors = options.Anchors,
        });

        await using var source = new NpgsqlConnection(cloud.Postgres.ConnectionString);
        await source.OpenAsync(cancellation);
        await stages.StageAsync(
            "Aurora tables",
            async _ =>
            {
                await using (var schema = new NpgsqlCommand(AuroraSchema.Sql, source))
                    await schema.ExecuteNonQueryAsync(cancellation);
                await simulation.SeedDatabaseAsync(source, cancellation);
                return simulation.InitialRows;
            },
            rows => $"{rows:N0} rows in {AuroraSchema.Tables.Count} tables");

        var replication = stack.Replication.Task;
        await stages.StageAsync(
            "DMS full load",
            async stage =>
            {
                await stack.Replication.StartAsync(null, new Relay<ReplicationProgress>(moved => stage.Report(0, 0, $"{moved.Table} {moved.Rows:N0} rows")), cancellation);
                await replication.WaitUntilLoadedAsync(cancellation);
                return replication.Status.Tables.Sum(table => table.LoadedRows);
            },
            rows => $"{rows:N0} rows of {replication.Status.Tables.Count} tables as Parquet");

        await stages.StageAsync(
            "DMS changes (CDC)",
            async stage =>
            {
                await simulation.ApplyChangesAsync(source, new Relay<int>(done => stage.Report(done, simulation.Changes, $"{done:N0} changes committed")), cancellation);
                await replication.WaitUntilCaughtUpAsync(cancellation);
                return replication.Status.Tables;
            },
            tables => $"{tables.Sum(table => table.Inserts):N0} inserts, {tables.Sum(table => table.Updates):N0} updates, {tables.Sum(table => table.Deletes):N0} deletes");

        await stages.StageAsync(
            "App events",
            _ => simulation.WriteEventsAsync(stack.Store, stack.DataBucket, cancellation),
            lines => $"{lines:N0} lines into s3://{stack.DataBucket}");

        await stages.StageAsync("EMR Hive jobs", stage => ComputeAsync(stack, day, stage, cancellation), _ => $"{day:yyyy-MM-dd} computed, audited and published");

        Result = await stages.StageAsync(
            "Published reports",
            _ => ReadAsync(stack, simulation, day, cancellation),
            result => $"{result.Reports.Count} reports, {result.Values:N0} values checked");
    }

    /// <summary>Leaves the local cloud up until the person stops it, with the front end over it, and says how to look at both.</summary>
    public async Task KeepAsync(IAnsiConsole console, CancellationToken cancellation)
    {
        await using var pages = await ConsoleHost.StartAsync(
            new ConsoleOptions
            {
                Store = _stack!.Store,
                DataBucket = _stack.DataBucket,
                ResultBucket = _stack.ResultBucket,
                JobsFolder = Path.Combine(root, "jobs"),
                Urls = "http://127.0.0.1:0",
            },
            cancellation);
        console.WriteLine();
        console.WriteLine("The local cloud stays up until Ctrl-C. Look around:");
        console.WriteLine($"  {pages.Address} shows the reports and takes events at {pages.Address}v1/events");
        console.WriteLine($"  aws --endpoint-url {_cloud!.Aws.Endpoint} s3 ls s3://{_stack.ResultBucket}/ --recursive");
        console.WriteLine($"  psql '{Uri(_cloud.Postgres.ConnectionString)}'");
        var stopped = new TaskCompletionSource();
        await using (cancellation.Register(stopped.SetResult))
            await stopped.Task;
    }

    private static string Uri(string connectionString)
    {
        var source = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{source.Username}{(source.Password is null ? "" : ":" + source.Password)}@{source.Host}:{source.Port}/{source.Database}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
    }

    private async Task<ExecutionResult> ComputeAsync(DeployedStack stack, DateOnly day, IStage stage, CancellationToken cancellation)
    {
        var jobs = JobCatalog.Load(Path.Combine(root, "jobs")).Jobs.Select(job => job.Name).ToHashSet();
        var done = 0;
        var progress = new Relay<LocalCloudEvent>(change =>
        {
            if (change.Kind == LocalCloudEventKind.StateExited && jobs.Contains(change.Subject))
                done++;
            if (change.Kind is LocalCloudEventKind.StateEntered or LocalCloudEventKind.StateExited)
                stage.Report(done, jobs.Count, change.Subject);
        });
        var execution = await stack.StateMachine.RunAsync(new JsonObject { ["dt"] = $"{day:yyyy-MM-dd}" }, progress, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return execution.Status == ExecutionStatus.Succeeded ? execution : throw CliErrors.RunFailed(execution);
    }

    private async Task<DemoResult> ReadAsync(DeployedStack stack, Simulation simulation, DateOnly day, CancellationToken cancellation)
    {
        var reader = new ManifestReader(stack.Store, stack.ResultBucket);
        var reports = new List<PublishedReport>();
        var differences = new List<string>();
        foreach (var expected in simulation.ExpectedReportsAfterReplication(day))
        {
            var manifest = await reader.ReadAsync(expected.Report, day, cancellation);
            var rows = await reader.ReadRowsAsync(manifest, cancellation).ToListAsync(cancellation);
            reports.Add(new PublishedReport(manifest, rows, expected.Rows.Sum(row => row.Values.Count(value => !ReferenceEquals(value, ExpectedReport.Anything)))));
            differences.AddRange(ReportComparison.Differences(expected, rows));
            await CopyAsync(stack, manifest, cancellation);
        }
        return new DemoResult(day, stack.ResultBucket, reports, differences);
    }

    // The local cloud goes away with the demo; the copies stay for whoever wants to open them.
    private async Task CopyAsync(DeployedStack stack, Manifest manifest, CancellationToken cancellation)
    {
        var keys = manifest.Objects.Select(part => part.Key).Append(Pipeline.Lake.LakeLayout.ReportManifest(manifest.Report, manifest.Day));
        foreach (var key in keys)
        {
            var path = Path.Combine(root, options.Output, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var content = await stack.Store.OpenReadAsync(new(stack.ResultBucket, key), cancellation);
            await using var copy = File.Create(path);
            await content.CopyToAsync(copy, cancellation);
        }
    }

    // Progress<T> posts to the thread pool, where an old line may overtake a newer one.
    private sealed class Relay<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }

    // The local cloud reports to one listener for its whole life, while the stages change.
    private sealed class CurrentStage : IProgress<LocalCloudEvent>
    {
        private IStage? _stage;

        public CurrentStage On(IStage stage)
        {
            _stage = stage;
            return this;
        }

        public void Report(LocalCloudEvent value) => _stage?.Report(0, 0, $"{value.Subject} {value.Detail}".TrimEnd());
    }
}
