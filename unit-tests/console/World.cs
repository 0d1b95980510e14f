using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Publication;
using Nonolive.Pipeline.Storage;
using Nonolive.WebConsole.Collector;

namespace Nonolive.WebConsole.Tests;

/// <summary>A lake in a folder of its own, a console on a free port over it, and a client.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Data = "data";
    public const string Results = "results";
    public static readonly DateTimeOffset Now = new(2026, 7, 16, 3, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Day = new(2026, 7, 15);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nono-console-");
    private ConsoleHost? _host;

    public World()
    {
        Lake = new FileObjectStore(_folder.FullName);
        Store = new TestStore(Lake);
    }

    public FileObjectStore Lake { get; }

    public TestStore Store { get; }

    public FakeTimeProvider Clock { get; } = new(Now);

    public HttpClient Client { get; private set; } = new();

    public Uri Address => _host!.Address;

    public EventCollector Collector => _host!.Service<EventCollector>();

    /// <summary>The contracts of these tests.</summary>
    public static string Jobs => Path.Combine(AppContext.BaseDirectory, "jobs");

    /// <summary>The contracts of the project.</summary>
    public static string ProjectJobs => Path.Combine(AppContext.BaseDirectory, "project-jobs");

    /// <summary>A running console; events are stored at once unless options say otherwise.</summary>
    public static async Task<World> StartAsync(CollectorOptions? collector = null, int pageRows = 100, string? jobsFolder = null)
    {
        var world = new World();
        world._host = await ConsoleHost.StartAsync(new ConsoleOptions
        {
            Store = world.Store,
            DataBucket = Data,
            ResultBucket = Results,
            JobsFolder = jobsFolder ?? Jobs,
            Urls = "http://127.0.0.1:0",
            HostName = "collector-1",
            PageRows = pageRows,
            Collector = collector ?? new CollectorOptions { FlushBytes = 1 },
            Clock = world.Clock,
        });
        world.Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = world._host.Address };
        return world;
    }

    public async Task StopAsync()
    {
        if (_host is { } host)
            await host.DisposeAsync();
        _host = null;
    }

    /// <summary>Publishes rows as a run does: objects, then manifest, then index.</summary>
    public async Task<Manifest> PublishAsync(string report, DateOnly day, IEnumerable<object> rows, string run = "run-1")
    {
        var lines = rows.Select(row => row as string ?? JsonSerializer.Serialize(row)).ToList();
        var part = new ObjectUri(Results, LakeLayout.ReportRunFolder(report, day, run) + "000000_0");
        var stored = await Lake.PutTextAsync(part, string.Concat(lines.Select(line => line + "\n")));
        var manifest = new Manifest
        {
            Report = report,
            Day = day,
            RunId = run,
            PublishedAt = Now.AddHours(-1),
            SchemaVersion = 1,
            CodeDigest = new string('a', 64),
            Objects = [new ManifestObject(part.Key, stored.ETag, stored.Size)],
            Rows = lines.Count,
            Audits = [new AuditCheck("the grain is unique", true), new AuditCheck("coins are those of gift_orders", true)],
        };
        await Lake.PutTextAsync(new ObjectUri(Results, LakeLayout.ReportManifest(report, day)), JsonSerializer.Serialize(manifest, Manifest.Json));
        var index = await new ManifestReader(Lake, Results).ReadIndexAsync();
        await Lake.PutTextAsync(new ObjectUri(Results, LakeLayout.ReportIndex), JsonSerializer.Serialize(index.With(manifest), Manifest.Json));
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Release();
        await StopAsync();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }
}
