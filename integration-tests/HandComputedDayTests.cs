using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Nonolive.LocalCloud.Emr;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.IntegrationTests;

/// <summary>
/// A day so small that a person computes it: anchor 10 broadcasts from 03:00 to 04:00 UTC; user 2 watches from 03:00:00 to
/// 03:02:30 and leaves, user 1 enters at 03:30:00, beats once at 03:31:00 and vanishes (present 90 seconds more).
/// </summary>
[TestFixture]
internal sealed class HandComputedDayTests
{
    private static readonly Guid Session = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    private Flow _flow = null!;
    private byte[] _cutOff = [];

    [OneTimeSetUp]
    public async Task RunTheDayAsync()
    {
        _flow = await Flow.StartAsync();
        await _flow.ExecuteAsync($"""
            insert into nonolive.users (user_id, nickname, country, signup_platform, invite_code, created_at, updated_at) values
              (2, 'Budi "the 2nd"', 'ID', 'ios', gen_random_uuid(), '2025-01-01Z', '2025-01-01Z'),
              (3, 'Citra', 'ID', 'android', gen_random_uuid(), '2025-01-01Z', '2025-01-01Z');
            insert into nonolive.anchors (anchor_id, user_id, stage_name, country, created_at, updated_at) values
              (10, 3, 'Citra 🎤', 'ID', '2025-01-01Z', '2025-01-01Z');
            insert into nonolive.rooms (room_id, anchor_id, title, created_at) values (20, 10, 'Room', '2025-01-01Z');
            insert into nonolive.gifts (gift_id, name, coins, created_at) values (1, 'Rose', 100, '2025-01-01Z');
            """);
        await _flow.LoadAsync();
        await _flow.ExecuteAsync($"""
            insert into nonolive.users (user_id, nickname, country, signup_platform, invite_code, created_at, updated_at) values
              (1, 'Ayu', 'ID', 'android', gen_random_uuid(), '{At("02:00:00")}', '{At("02:00:00")}');
            insert into nonolive.live_sessions (session_id, room_id, anchor_id, platform, started_at) values
              ('{Session}', 20, 10, 'android', '{At("03:00:00")}');
            insert into nonolive.recharges (recharge_id, user_id, amount, currency, usd_amount, coins, platform, method, status, created_at) values
              (gen_random_uuid(), 2, 79000, 'IDR', 4.9900, 500, 'ios', 'app_store', 'paid', '{At("03:10:00")}');
            insert into nonolive.follows (user_id, anchor_id, created_at) values (2, 10, '{At("03:15:00")}');
            insert into nonolive.gift_orders (order_id, user_id, anchor_id, session_id, gift_id, quantity, coins, usd_amount, platform, status, created_at) values
              (gen_random_uuid(), 2, 10, '{Session}', 1, 1, 100, 1.1700, 'ios', 'paid', '{At("03:20:00")}');
            """);
        await _flow.ExecuteAsync($"update nonolive.live_sessions set ended_at = '{At("04:00:00")}' where session_id = '{Session}'");
        await _flow.ReplicateAsync();
        await SendEventsAsync();
        await _flow.ComputeAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_flow is not null)
            await _flow.DisposeAsync();
    }

    [Test]
    public async Task The_platform_is_what_a_person_computes() => Assert.That(
        Rows(await _flow.ReadAsync("platform_daily"), "platform"),
        Is.EqualTo(
        [
            """{"country":"ID","platform":"android","active_users":1,"new_users":1,"viewers":1,"watch_minutes":2.5,"avg_watch_minutes":2.5,"anchors_live":1,"live_hours":1,"chats":0,"gift_coins":0,"payers":0,"revenue_usd":0,"arppu_usd":null}""",
            """{"country":"ID","platform":"ios","active_users":1,"new_users":0,"viewers":1,"watch_minutes":2.5,"avg_watch_minutes":2.5,"anchors_live":0,"live_hours":0,"chats":1,"gift_coins":100,"payers":1,"revenue_usd":4.99,"arppu_usd":4.99}""",
        ]));

    [Test]
    public async Task The_anchor_is_what_a_person_computes() => Assert.That(
        Rows(await _flow.ReadAsync("anchor_daily"), "anchor_id"),
        Is.EqualTo(
        [
            """{"anchor_id":10,"stage_name":"Citra 🎤","guild_id":null,"live_hours":1,"sessions":1,"peak_concurrent":1,"avg_concurrent":0.08,"unique_viewers":2,"watch_minutes":5,"chats":1,"gift_coins":100,"new_followers":1,"lost_followers":0,"ranking":1}""",
        ]));

    [Test]
    public async Task The_broken_line_and_the_second_delivery_are_counted_and_not_lost() => Assert.That(
        Rows((await _flow.ReadAsync("data_quality")).Where(row => row.GetProperty("source").GetString() == "app_events"), "source"),
        Is.EqualTo(
        [
            """{"source":"app_events","rows_in":12,"counted":9,"duplicated":2,"quarantined":1,"late":0,"max_delay_seconds":1}""",
        ]));

    [Test]
    public async Task The_file_that_was_cut_off_is_set_aside_whole_and_somebody_is_told()
    {
        var aside = await _flow.Stack.Store.ListAsync(_flow.Stack.DataBucket, LakeLayout.DamagedObjects).ToListAsync();
        await using var kept = await _flow.Stack.Store.OpenReadAsync(aside.Single().Uri);
        using var content = new MemoryStream();
        await kept.CopyToAsync(content);
        Assert.Multiple(() =>
        {
            Assert.That(aside.Single().Key, Is.EqualTo(LakeLayout.DamagedObjects + CutOffKey));
            Assert.That(content.ToArray(), Is.EqualTo(_cutOff));
            Assert.That(_flow.Stack.PublishedMessages.Single().Message, Does.Contain("\"objects\":1").And.Contain(LakeLayout.DamagedObjects));
        });
    }

    [Test]
    public async Task Every_published_report_keeps_its_contract()
    {
        var contracts = ContractCatalog.Load(_flow.JobsFolder);
        var index = await _flow.Reader.ReadIndexAsync();
        Assert.That(index.Reports.Keys, Is.SupersetOf((string[])["platform_daily", "anchor_daily", "data_quality"]));
        foreach (var report in index.Reports.Keys.Where(report => index.DaysOf(report).Contains(_flow.Day)))
            Assert.That(ContractCheck.Violations(contracts[report], await _flow.ReadAsync(report)), Is.Empty, report);
    }

    [Test]
    public async Task A_second_run_of_the_day_publishes_the_same_rows_under_a_new_run()
    {
        var first = await _flow.Reader.ReadAsync("platform_daily", _flow.Day);
        var before = Rows(await _flow.Reader.ReadRowsAsync(first).ToListAsync(), "platform");

        await _flow.ComputeAsync();

        var second = await _flow.Reader.ReadAsync("platform_daily", _flow.Day);
        Assert.That(Rows(await _flow.Reader.ReadRowsAsync(second).ToListAsync(), "platform"), Is.EqualTo(before));
        Assert.That(second.RunId, Is.Not.EqualTo(first.RunId));
        Assert.That(Rows(await _flow.Reader.ReadRowsAsync(first).ToListAsync(), "platform"), Is.EqualTo(before), "going back to the earlier run must be possible");
    }

    [Test]
    public void No_cluster_is_left_running() =>
        Assert.That(_flow.Stack.Emr.Clusters, Is.Not.Empty.And.All.Property(nameof(LocalCluster.IsAlive)).False);

    private async Task SendEventsAsync()
    {
        var ios = new Sender(_flow.Day, 2, "d2", "ios");
        var android = new Sender(_flow.Day, 1, "d1", "android");
        var chat = ios.Event("chat_message", "03:01:30");
        AppEvent[] events =
        [
            ios.Event("app_open", "02:59:00") with { SessionId = null, AnchorId = null },
            ios.Event("room_enter", "03:00:00"), ios.Event("room_heartbeat", "03:01:00"), chat, ios.Event("room_heartbeat", "03:02:00"),
            ios.Event("room_leave", "03:02:30"),
            android.Event("app_open", "03:29:00") with { SessionId = null, AnchorId = null },
            android.Event("room_enter", "03:30:00"), android.Event("room_heartbeat", "03:31:00"),
            chat with { ReceivedAt = chat.ReceivedAt.AddSeconds(40) },
        ];
        await using var writer = new EventFileWriter(_flow.Stack.Store, new EventFileOptions { Bucket = _flow.Stack.DataBucket, Host = "test" });
        foreach (var appEvent in events)
            await writer.WriteAsync(appEvent);
        await writer.WriteLineAsync("{oops"u8.ToArray(), DateTimeOffset.Parse(At("05:00:00")));
        _cutOff = CutOff(chat, ios.Event("like", "03:02:10"));
        await _flow.Stack.Store.PutAsync(new ObjectUri(_flow.Stack.DataBucket, CutOffKey), new MemoryStream(_cutOff));
    }

    // The third delivery of the first event, and the beginning of the second: what a device leaves that dies while it writes.
    private static byte[] CutOff(AppEvent whole, AppEvent part)
    {
        using var content = new MemoryStream();
        using (var gzip = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(whole.ToJson() + "\n"));
            gzip.Flush();
            gzip.Write(Encoding.UTF8.GetBytes(part.ToJson() + "\n"));
        }
        return content.ToArray()[..^40];
    }

    private string CutOffKey => $"events/dt={_flow.Day:yyyy-MM-dd}/hour=03/phone-01ARZ3NDEKTSV4RRFFQ69G5FAV.json.gz";

    private string At(string utc) => $"{_flow.Day:yyyy-MM-dd}T{utc}Z";

    private static IEnumerable<string> Rows(IEnumerable<JsonElement> rows, string order) =>
        rows.OrderBy(row => row.GetProperty(order).ToString(), StringComparer.Ordinal).Select(Canonical.Text);

    private sealed class Sender(DateOnly day, long user, string device, string platform)
    {
        public AppEvent Event(string type, string utc)
        {
            var time = DateTimeOffset.Parse($"{day:yyyy-MM-dd}T{utc}Z");
            return new AppEvent
            {
                EventId = Guid.CreateVersion7(time),
                EventType = type,
                EventTime = time,
                ReceivedAt = time.AddSeconds(1),
                UserId = user,
                DeviceId = device,
                SessionId = Session,
                AnchorId = 10,
                Platform = platform,
                AppVersion = "5.12.0",
                Country = "ID",
                Network = "wifi",
            };
        }
    }
}
