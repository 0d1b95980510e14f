using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Nonolive.WebConsole.Collector;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class CollectorTests
{
    private const string Good = """{"event_id":"0197f0c0-0000-7000-8000-000000000001","event_type":"app_open","event_time":"2026-07-16T02:59:59.000Z","device_id":"d1"}""";
    private const string Stamped = """{"event_id":"0197f0c0-0000-7000-8000-000000000001","event_type":"app_open","event_time":"2026-07-16T02:59:59.000Z","device_id":"d1","received_at":"2026-07-16T03:00:00.000Z"}""";
    private const string Lines = "application/x-ndjson";
    private const string Array = "application/json";

    [Test]
    public async Task A_batch_is_acknowledged_only_after_it_is_stored()
    {
        await using var world = await World.StartAsync();
        world.Store.Hold();
        var answer = SendAsync(world, Good);
        await world.Store.Arrived;
        Assert.That(answer.IsCompleted, Is.False);
        world.Store.Release();
        Assert.That((await answer).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped]));
    }

    [Test]
    public async Task A_batch_that_cannot_be_stored_is_refused_and_can_be_sent_again()
    {
        await using var world = await World.StartAsync();
        world.Store.Fault = new IOException("disk on fire");
        var refused = await SendAsync(world, Good);
        Assert.That(await ProblemAsync(refused), Is.EqualTo((503, "NONO-1714")));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Not.Contain("fire"), "what goes on inside is for the log");
        world.Store.Fault = null;
        await SendAsync(world, Good);
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped]));
    }

    [TestCase(Lines, Good + "\n" + Good)]
    [TestCase(Lines, Good + "\r\n\r\n" + Good + "\r\n")]
    [TestCase(Array, "[" + Good + ",\n  " + Good + "]")]
    public async Task Every_form_of_a_batch_gives_the_same_lines(string type, string body)
    {
        await using var world = await World.StartAsync();
        Assert.That(await CountsAsync(await SendAsync(world, body, type)), Is.EqualTo((2, 0)));
        Assert.That(await CountsAsync(await SendAsync(world, body, type, gzip: true)), Is.EqualTo((2, 0)));
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped, Stamped, Stamped, Stamped]));
    }

    [Test]
    public async Task A_single_object_may_spread_over_lines()
    {
        await using var world = await World.StartAsync();
        Assert.That(await CountsAsync(await SendAsync(world, Good.Replace(",", ",\n"), Array)), Is.EqualTo((1, 0)));
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped.Replace(",", ", ").Replace(", \"received", ",\"received")]));
    }

    [TestCase("""{"event_id":"x","event_type":"like"}""")]
    [TestCase("""{"event_id":1,"event_type":"like","event_time":"2026"}""")]
    [TestCase("""{"event_id":"x","event_type":"li""")]
    [TestCase("""{"event_id":"x","event_type":"like","event_time":"t"} trailing""")]
    [TestCase("[1,2]")]
    [TestCase("nonsense 😀")]
    public async Task A_broken_line_is_stored_as_it_came_and_counted(string line)
    {
        await using var world = await World.StartAsync();
        Assert.That(await CountsAsync(await SendAsync(world, line + "\n" + Good)), Is.EqualTo((2, 1)));
        Assert.That(await StoredAsync(world), Is.EqualTo([line, Stamped]));
    }

    [Test]
    public async Task The_rest_of_a_broken_array_is_one_broken_line()
    {
        await using var world = await World.StartAsync();
        Assert.That(await CountsAsync(await SendAsync(world, $"[{Good},\n{{\"event_id\":\noops,{Good}]", Array)), Is.EqualTo((2, 1)));
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped, $"{{\"event_id\": oops,{Good}]"]));
    }

    [Test]
    public async Task The_collectors_clock_wins_over_what_a_device_says()
    {
        await using var world = await World.StartAsync();
        await SendAsync(world, Good.Replace("{", """{"received_at" : {"a":[1]}, """));
        Assert.That(await StoredAsync(world), Is.EqualTo([Good.Replace("{", """{"received_at" : "2026-07-16T03:00:00.000Z", """)]));
    }

    [Test]
    public async Task A_batch_above_a_limit_is_refused_whole()
    {
        await using var world = await World.StartAsync(new CollectorOptions { MaxBodyBytes = 2_000, MaxExpandedBytes = 10_000, MaxEvents = 3, FlushBytes = 1 });
        var many = string.Join('\n', Good, Good, Good, Good);
        var bomb = new string(' ', 1_000_000);
        Assert.That(await ProblemAsync(await SendAsync(world, many)), Is.EqualTo((413, "NONO-1711")));
        Assert.That(await ProblemAsync(await SendAsync(world, new string('x', 2_001))), Is.EqualTo((413, "NONO-1711")));
        Assert.That(await ProblemAsync(await SendAsync(world, new string('x', 2_001), chunked: true)), Is.EqualTo((413, "NONO-1711")));
        Assert.That(await ProblemAsync(await SendAsync(world, bomb, gzip: true)), Is.EqualTo((413, "NONO-1711")));
        Assert.That(await StoredAsync(world), Is.Empty);
    }

    [TestCase("text/plain", "", 415, "NONO-1712")]
    [TestCase(Lines, "br", 415, "NONO-1712")]
    [TestCase(Lines, "gzip", 400, "NONO-1715")]
    public async Task What_cannot_be_read_is_refused(string type, string encoding, int status, string code)
    {
        await using var world = await World.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding.Length > 0)
            content.Headers.ContentEncoding.Add(encoding);
        Assert.That(await ProblemAsync(await world.Client.PostAsync(CollectorEndpoints.Path, content)), Is.EqualTo((status, code)));
        Assert.That(await StoredAsync(world), Is.Empty);
    }

    [Test]
    public async Task A_gzip_body_that_was_cut_off_is_refused_wherever_the_cut_is()
    {
        await using var world = await World.StartAsync();
        var whole = Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Good, 20))));
        foreach (var length in Enumerable.Range(1, whole.Length - 1))
            Assert.That(await ProblemAsync(await SendAsync(world, whole[..length], Lines, gzipped: true)), Is.EqualTo((400, "NONO-1715")), $"{length} bytes");
        Assert.That(await CountsAsync(await SendAsync(world, [.. whole, .. whole], Lines, gzipped: true)), Is.EqualTo((39, 1)), "members in a row are one body");
    }

    [Test]
    public async Task A_full_collector_turns_batches_away_until_it_has_stored()
    {
        await using var world = await World.StartAsync(new CollectorOptions { FlushBytes = 1, MaxWaitingBytes = 300 });
        world.Store.Hold();
        var first = SendAsync(world, Good);
        await world.Store.Arrived;
        var refused = await SendAsync(world, Good);
        Assert.That(await ProblemAsync(refused), Is.EqualTo((429, "NONO-1713")));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        world.Store.Release();
        Assert.That((await first).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await SendAsync(world, Good)).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
    }

    [Test]
    public async Task Requests_of_the_same_moment_share_an_object()
    {
        await using var world = await World.StartAsync(new CollectorOptions { FlushAfter = TimeSpan.FromSeconds(2) });
        var answers = new[] { SendAsync(world, Good), SendAsync(world, Good), SendAsync(world, Good) };
        await UntilAsync(() => world.Collector.WaitingBytes == 3 * (Stamped.Length + 1));
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(answers);
        Assert.That(await KeysAsync(world), Has.Count.EqualTo(1).And.All.Match("^events/dt=2026-07-16/hour=03/collector-1-[0-9A-Z]{26}\\.json\\.gz$"));
        Assert.That(await StoredAsync(world), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Stopping_stores_what_waits_and_answers()
    {
        await using var world = await World.StartAsync(new CollectorOptions { FlushAfter = TimeSpan.FromHours(1) });
        var answer = SendAsync(world, Good);
        await UntilAsync(() => world.Collector.WaitingBytes > 0);
        await world.StopAsync();
        Assert.That((await answer).StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(await StoredAsync(world), Is.EqualTo([Stamped]));
    }

    [Test]
    public async Task An_empty_batch_stores_nothing()
    {
        await using var world = await World.StartAsync();
        Assert.That(await CountsAsync(await SendAsync(world, "\n \n")), Is.EqualTo((0, 0)));
        Assert.That(await CountsAsync(await SendAsync(world, "[]", Array)), Is.EqualTo((0, 0)));
        await world.StopAsync();
        Assert.That(await KeysAsync(world), Is.Empty);
    }

    private static Task<HttpResponseMessage> SendAsync(World world, string body, string type = Lines, bool gzip = false, bool chunked = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return SendAsync(world, gzip ? Gzip(bytes) : bytes, type, gzip, chunked);
    }

    private static async Task<HttpResponseMessage> SendAsync(World world, byte[] body, string type, bool gzipped, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, CollectorEndpoints.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (gzipped)
            request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.TransferEncodingChunked = chunked;
        return await world.Client.SendAsync(request);
    }

    private static async Task<(int Status, string Code)> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString()!);
    }

    private static async Task<(int Received, int Malformed)> CountsAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        var counts = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return (counts.GetProperty("received").GetInt32(), counts.GetProperty("malformed").GetInt32());
    }

    private static async Task<List<string>> KeysAsync(World world) =>
        await world.Lake.ListAsync(World.Data, "").Select(found => found.Key).ToListAsync();

    private static async Task<List<string>> StoredAsync(World world)
    {
        var lines = new List<string>();
        foreach (var key in await KeysAsync(world))
        {
            await using var gunzip = new GZipStream(await world.Lake.OpenReadAsync(new(World.Data, key)), CompressionMode.Decompress);
            using var reader = new StreamReader(gunzip);
            while (await reader.ReadLineAsync() is { } line)
                lines.Add(line);
        }
        return lines;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
