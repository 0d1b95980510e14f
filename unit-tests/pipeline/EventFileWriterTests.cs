using System.IO.Compression;
using System.Text;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class EventFileWriterTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 3, 10, 17, 59, 59, 999, TimeSpan.Zero);

    [Test]
    public void An_event_is_one_line_with_every_field_of_the_schema()
    {
        var json = Event() with { Props = "{\"text\":\n \"halo\"}", Country = "ID" };
        const string expected =
            """{"event_id":"019a0000-0000-7000-8000-000000000001","event_type":"chat_message","event_time":"2026-03-10T17:59:58.007Z","received_at":"2026-03-10T17:59:59.999Z","user_id":7,"device_id":"d\u0022\n","session_id":null,"anchor_id":null,"platform":"ios","app_version":"5.1","country":"ID","network":null,"props":{"text":"halo"}}""";
        Assert.That(json.ToJson(), Is.EqualTo(expected));
    }

    [Test]
    public void An_event_that_readers_would_refuse_is_not_written()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => (Event() with { EventType = "chat_mesage" }).ToJson(),
                Throws.TypeOf<UserErrorException>().With.Message.Contains("Did you mean 'chat_message'?"));
            Assert.That(() => (Event() with { Props = "[1]" }).ToJson(), Throws.TypeOf<UserErrorException>().With.Message.Contains("must be an object"));
            Assert.That(() => (Event() with { Props = "{" }).ToJson(), Throws.TypeOf<UserErrorException>().With.Message.Contains("no JSON object"));
        }
    }

    [Test]
    public async Task Lines_lie_in_the_folder_of_the_hour_they_arrived_in_and_batches_are_cut_by_size()
    {
        using var lake = new Lake();
        await using (var writer = new EventFileWriter(lake.Store, new EventFileOptions { Bucket = "data", Host = "web-1", MaxLines = 2 }))
        {
            await writer.WriteAsync(Event());
            await writer.WriteAsync(Event() with { ReceivedAt = Arrival.AddMilliseconds(1) });
            Assert.That(await lake.KeysAsync(), Is.Empty);
            await writer.WriteLineAsync("broken {"u8.ToArray(), Arrival);
            Assert.That(await lake.KeysAsync(), Has.Count.EqualTo(1));
        }
        var keys = await lake.KeysAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(keys, Has.All.Match("^events/dt=2026-03-10/hour=1[78]/web-1-[0-9A-HJKMNP-TV-Z]{26}\\.json\\.gz$"));
            Assert.That(keys, Has.Count.EqualTo(2));
            Assert.That((await lake.LinesAsync(keys[0])).Last(), Is.EqualTo("broken {"));
            Assert.That(await lake.LinesAsync(keys[1]), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task A_put_that_failed_is_tried_again_with_the_next_flush_and_nothing_is_lost()
    {
        using var lake = new Lake();
        var store = new FailingStore(lake.Store);
        var writer = new EventFileWriter(store, new EventFileOptions { Bucket = "data", Host = "web-1" });
        await writer.WriteLineAsync("one"u8.ToArray(), Arrival);
        Assert.That(() => writer.FlushAsync(), Throws.TypeOf<IOException>());
        await writer.WriteLineAsync("two"u8.ToArray(), Arrival);
        await writer.FlushAsync();
        Assert.That(await lake.LinesAsync((await lake.KeysAsync()).Single()), Is.EqualTo(new[] { "one", "two" }));
    }

    private static AppEvent Event() => new()
    {
        EventId = new Guid("019a0000-0000-7000-8000-000000000001"),
        EventType = EventTypes.ChatMessage,
        EventTime = Arrival.AddMilliseconds(-1992),
        ReceivedAt = Arrival,
        UserId = 7,
        DeviceId = "d\"\n",
        Platform = "ios",
        AppVersion = "5.1",
    };

    private sealed class Lake : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("nono-events-").FullName;

        public Lake() => Store = new FileObjectStore(_folder);

        public FileObjectStore Store { get; }

        public async Task<List<string>> KeysAsync() => await Store.ListAsync("data", "").Select(found => found.Key).ToListAsync();

        public async Task<string[]> LinesAsync(string key)
        {
            await using var stream = new GZipStream(await Store.OpenReadAsync(new ObjectUri("data", key)), CompressionMode.Decompress);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return (await reader.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }

    private sealed class FailingStore(IObjectStore inner) : IObjectStore
    {
        private bool _failed;

        public IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, CancellationToken cancellation = default) =>
            inner.ListAsync(bucket, prefix, cancellation);

        public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.HeadAsync(uri, cancellation);

        public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.OpenReadAsync(uri, cancellation);

        public Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
        {
            if (_failed)
                return inner.PutAsync(uri, content, options, cancellation);
            _failed = true;
            throw new IOException("The line is down.");
        }

        public Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
            inner.DeleteAsync(bucket, keys, cancellation);

        public string? LocalPath(ObjectUri uri) => inner.LocalPath(uri);
    }
}
