using Nonolive.Pipeline.Aurora;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class AuroraSchemaTests
{
    [Test]
    public void The_ten_tables_are_read_with_their_keys() =>
        Assert.That(AuroraSchema.Tables.Select(table => $"{table.Name}({string.Join(",", table.Key)})"), Is.EqualTo(new[]
        {
            "users(user_id)", "guilds(guild_id)", "anchors(anchor_id)", "rooms(room_id)", "live_sessions(session_id)", "gifts(gift_id)",
            "gift_orders(order_id)", "recharges(recharge_id)", "follows(user_id,anchor_id)", "user_devices(user_id,device_id)",
        }));

    [TestCase("users", "created_at", "bigint", false)]
    [TestCase("users", "country", "string", true)]
    [TestCase("users", "is_vip", "boolean", false)]
    [TestCase("users", "birthday", "date", true)]
    [TestCase("anchors", "level", "int", false)]
    [TestCase("guilds", "revenue_share", "decimal(6,4)", false)]
    [TestCase("gift_orders", "usd_amount", "decimal(18,4)", false)]
    [TestCase("user_devices", "screen_scale", "double", true)]
    [TestCase("live_sessions", "ended_at", "bigint", true)]
    public void A_column_has_its_Hive_type(string table, string column, string type, bool nullable)
    {
        var found = AuroraSchema.Table(table).Column(column);
        Assert.That((found.HiveType, found.Nullable), Is.EqualTo((type, nullable)));
    }
}
