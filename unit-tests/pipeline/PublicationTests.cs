using System.Text.Json;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Publication;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class PublicationTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [Test]
    public async Task Readers_follow_the_manifest_to_its_run_and_no_other()
    {
        using var result = new Result();
        await result.PutRowsAsync("run-1", """{"n":1}""");
        await result.PutRowsAsync("run-2", """{"n":2}""" + "\n" + """{"n":"emoji 👋"}""");
        await result.PublishAsync("run-1");
        Assert.That(await result.ReadAsync(), Is.EqualTo(new[] { """{"n":1}""" }));
        await result.PublishAsync("run-2");
        Assert.That(await result.ReadAsync(), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_manifest_as_a_state_machine_writes_it_is_read()
    {
        using var result = new Result();
        await result.Store.PutTextAsync(new ObjectUri("result", LakeLayout.ReportManifest("daily", Day)), """
            {"report":"daily","dt":"2026-03-10","run_id":"r","published_at":"2026-03-11T01:02:03.456Z","schema_version":2,"code_digest":"d",
             "objects":[{"key":"k","etag":"\"e\"","size":7}],"rows":1,"audits":[{"name":"rows","passed":true}]}
            """);
        var manifest = await result.Reader.ReadAsync("daily", Day);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(manifest.Day, Is.EqualTo(Day));
            Assert.That(manifest.Objects, Is.EqualTo(new[] { new ManifestObject("k", "\"e\"", 7) }));
            Assert.That(manifest.Audits, Is.EqualTo(new[] { new AuditCheck("rows", true) }));
        }
    }

    [Test]
    public async Task An_object_that_changed_or_went_after_publishing_is_an_error_not_half_a_report()
    {
        using var result = new Result();
        await result.PutRowsAsync("run-1", """{"n":1}""");
        await result.PublishAsync("run-1");
        await result.PutRowsAsync("run-1", """{"n":10}""");
        Assert.That(() => result.ReadAsync(), Throws.TypeOf<UserErrorException>().With.Message.Contains("was changed"));
        await result.Store.DeleteAsync("result", [LakeLayout.ReportRunFolder("daily", Day, "run-1") + "000000_0"]);
        Assert.That(() => result.ReadAsync(), Throws.TypeOf<UserErrorException>().With.Message.Contains("is gone"));
    }

    [Test]
    public async Task A_day_that_is_not_published_and_a_manifest_that_is_none_are_named()
    {
        using var result = new Result();
        Assert.That(() => result.Reader.ReadAsync("daily", Day), Throws.TypeOf<UserErrorException>().With.Message.Contains("not published for 2026-03-10"));
        await result.Store.PutTextAsync(new ObjectUri("result", LakeLayout.ReportManifest("daily", Day)), """{"report":"daily"}""");
        Assert.That(() => result.Reader.ReadAsync("daily", Day), Throws.TypeOf<UserErrorException>().With.Message.Contains("is no manifest"));
    }

    [Test]
    public async Task The_index_lists_days_latest_first()
    {
        using var result = new Result();
        Assert.That((await result.Reader.ReadIndexAsync()).Reports, Is.Empty);
        var index = ReportIndex.Empty.With(Result.ManifestOf("run-1")).With(Result.ManifestOf("run-2") with { Day = Day.AddDays(1) });
        await result.Store.PutTextAsync(new ObjectUri("result", LakeLayout.ReportIndex), JsonSerializer.Serialize(index, Manifest.Json));
        var read = await result.Reader.ReadIndexAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.DaysOf("daily"), Is.EqualTo(new[] { Day.AddDays(1), Day }));
            Assert.That(read.Reports["daily"]["2026-03-10"].RunId, Is.EqualTo("run-1"));
            Assert.That(read.DaysOf("weekly"), Is.Empty);
        }
    }

    private sealed class Result : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("nono-publication-").FullName;

        public Result()
        {
            Store = new FileObjectStore(_folder);
            Reader = new ManifestReader(Store, "result");
        }

        public FileObjectStore Store { get; }

        public ManifestReader Reader { get; }

        public Task<ObjectInfo> PutRowsAsync(string run, string rows) => Store.PutTextAsync(new ObjectUri("result", KeyOf(run)), rows + "\n");

        public async Task PublishAsync(string run)
        {
            var found = await Store.HeadAsync(new ObjectUri("result", KeyOf(run)));
            var manifest = ManifestOf(run) with { Objects = [new ManifestObject(found!.Key, $"\"{found.ETag}\"", found.Size)] };
            await Store.PutTextAsync(
                new ObjectUri("result", LakeLayout.ReportManifest("daily", Day)), JsonSerializer.Serialize(manifest, Manifest.Json));
        }

        public async Task<string[]> ReadAsync() =>
            await Reader.ReadRowsAsync(await Reader.ReadAsync("daily", Day)).Select(row => row.GetRawText()).ToArrayAsync();

        public static Manifest ManifestOf(string run) => new()
        {
            Report = "daily",
            Day = Day,
            RunId = run,
            PublishedAt = DateTimeOffset.UnixEpoch,
            SchemaVersion = 1,
            CodeDigest = "digest",
            Objects = [],
            Rows = 1,
            Audits = [],
        };

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        private static string KeyOf(string run) => LakeLayout.ReportRunFolder("daily", Day, run) + "000000_0";
    }
}
