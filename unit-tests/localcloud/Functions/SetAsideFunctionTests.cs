using System.IO.Compression;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.Functions;
using Nonolive.Infra;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud.Tests.Functions;

/// <summary>What Lambda would load and call.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class SetAsideFunctionTests
{
    [Test]
    public void The_package_loads_by_itself_and_has_the_handler_that_takes_a_stream_and_gives_one()
    {
        var folder = ProgramFiles.Of(Repository.Root()).Functions;
        var parts = SetAsideFunction.Handler.Split("::");
        // Nothing but the package and the framework, as in Lambda.
        var context = new AssemblyLoadContext("package", isCollectible: true);
        context.Resolving += (own, name) => own.LoadFromAssemblyPath(Path.Combine(folder, $"{name.Name}.dll"));
        try
        {
            var type = context.LoadFromAssemblyPath(Path.Combine(folder, $"{parts[0]}.dll")).GetType(parts[1], throwOnError: true)!;
            var method = type.GetMethod(parts[2])!;
            Assert.Multiple(() =>
            {
                Assert.That(type.GetConstructor([]), Is.Not.Null);
                Assert.That(method.GetParameters().Select(parameter => parameter.ParameterType), Is.EqualTo(new[] { typeof(Stream) }));
                Assert.That(method.ReturnType, Is.EqualTo(typeof(Task<Stream>)));
                Assert.That(type.Assembly.Location, Does.StartWith(folder));
            });
        }
        finally
        {
            context.Unload();
        }
    }

    [Test]
    public async Task It_counts_all_objects_and_lines_and_names_no_more_than_ten()
    {
        using var folder = new TemporaryFolder();
        var store = new FileObjectStore(folder.Path);
        for (var i = 0; i < 12; i++)
            await store.PutAsync(new ObjectUri("data", $"events/dt=2026-03-10/hour=06/phone-{i:00}.json.gz"), new MemoryStream(CutOff("one\ntwo\n", "three\n")));
        await store.PutAsync(new ObjectUri("data", "events/dt=2026-03-10/hour=07/other.json.gz"), new MemoryStream(CutOff("one\n", "two\n")));

        var result = await CallAsync(store, """{"bucket": "data", "folder": "events/dt=2026-03-10/hour=06/"}""");

        var rest = await store.ListAsync("data", "events/").Select(found => found.Key).ToListAsync();
        Assert.Multiple(() =>
        {
            Assert.That((int)result["objects"]!, Is.EqualTo(12));
            Assert.That((long)result["lines"]!, Is.EqualTo(24));
            Assert.That(result["examples"]!.AsArray(), Has.Count.EqualTo(10));
            Assert.That(rest.Count(key => key.EndsWith(".recovered.json.gz", StringComparison.Ordinal)), Is.EqualTo(12));
            Assert.That(rest, Has.Member("events/dt=2026-03-10/hour=07/other.json.gz"), "Another hour is another call.");
        });
        Assert.That((int)(await CallAsync(store, """{"bucket": "data", "folder": "events/dt=2026-03-10/hour=06/"}"""))["objects"]!, Is.Zero);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"bucket": "data"}""")]
    [TestCase("""{"bucket": "data", "folder": null}""")]
    [TestCase("""{"bucket": "data", "folder": "events/", "delete": true}""")]
    public void A_request_that_is_none_is_refused(string request)
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => CallAsync(new FileObjectStore(folder.Path), request), Throws.InstanceOf<JsonException>());
    }

    private static async Task<JsonNode> CallAsync(IObjectStore store, string request)
    {
        await using var response = await new SetAsideFunction(store).HandleAsync(new MemoryStream(Encoding.UTF8.GetBytes(request)));
        return (await JsonNode.ParseAsync(response))!;
    }

    private static byte[] CutOff(string whole, string part)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(whole));
            gzip.Flush();
            gzip.Write(Encoding.UTF8.GetBytes(part));
        }
        return content.ToArray()[..^14];
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("nono-set-aside-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
