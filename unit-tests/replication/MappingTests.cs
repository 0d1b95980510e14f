using Nonolive.Pipeline.Errors;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MappingTests
{
    [TestCase("user", "shop.users")]
    [TestCase("Users", "shop.users")]
    [TestCase("gift%", "shop.users, shop.user_devices")]
    public async Task A_mapping_that_names_no_table_lists_the_nearest(string table, string nearest)
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await source.RunAsync("create table shop.users (id int primary key)", "create table shop.user_devices (id int primary key)");
        await using var task = new ReplicationTask(Definitions.Parse(Definitions.Mappings(table)));
        Assert.That(
            () => task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System),
            Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.NoTablesCaptured)
                .And.Message.Contains($"shop.{table}").And.Message.Contains(nearest.Split(", ")[0]));
        Assert.That(await lake.KeysAsync(), Is.Empty);
        Assert.That(await source.ScalarAsync<long>("select count(*) from pg_replication_slots where database = current_database()"), Is.Zero);
    }

    [Test]
    public async Task Tables_are_renamed_columns_removed_added_and_rows_filtered()
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await source.RunAsync(
            "create table shop.orders (id int primary key, country text, secret text, amount numeric(10,2))",
            "insert into shop.orders values (1, 'ID', 's', 10), (2, 'MY', 's', 20), (3, 'ID', 's', 5), (4, 'VN', 's', 30)",
            "create table shop.orders_old (id int primary key)");
        const string filters =
            """
            ,"filters":[{"filter-type":"source","column-name":"country","filter-conditions":[{"filter-operator":"eq","value":"ID"},{"filter-operator":"eq","value":"MY"}]},
            {"filter-type":"source","column-name":"amount","filter-conditions":[{"filter-operator":"gte","value":10}]}]
            """;
        const string exclude = """{"rule-type":"selection","rule-id":"2","rule-name":"no-old","rule-action":"exclude","object-locator":{"schema-name":"shop","table-name":"%old"}}""";
        static string Transform(int id, string target, string action, string rest) =>
            $$"""{"rule-type":"transformation","rule-id":"{{id}}","rule-name":"t{{id}}","rule-target":"{{target}}","rule-action":"{{action}}",{{rest}}}""";
        var mappings = Definitions.Rules(
            Definitions.Selection(1, "orders%", filters), exclude,
            Transform(3, "table", "add-prefix", """ "value":"t_","object-locator":{"schema-name":"shop","table-name":"orders"} """),
            Transform(4, "column", "remove-column", """ "object-locator":{"schema-name":"shop","table-name":"orders","column-name":"secret"} """),
            Transform(5, "column", "rename", """ "value":"land","object-locator":{"schema-name":"shop","table-name":"orders","column-name":"country"} """),
            Transform(6, "column", "add-column", """ "value":"source","expression":"'aurora'","data-type":{"type":"string","length":10},"object-locator":{"schema-name":"shop","table-name":"orders"} """),
            Transform(7, "column", "add-column", """ "value":"kind","expression":"operation_indicator('gone','changed','new')","data-type":{"type":"string","length":10},"object-locator":{"schema-name":"shop","table-name":"orders"} """),
            Transform(8, "column", "add-column", """ "value":"amount2","expression":"$amount","data-type":{"type":"string","length":10},"object-locator":{"schema-name":"shop","table-name":"orders"} """),
            Definitions.ChangeSequence);
        await using var task = new ReplicationTask(Definitions.Parse(mappings));
        await task.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await task.WaitUntilLoadedAsync();
        await source.RunAsync(
            "insert into shop.orders values (5, 'MY', 's', 10.5), (6, 'MY', 's', 9.99), (7, 'SG', 's', 50)", "update shop.orders set amount = 11 where id = 1",
            "delete from shop.orders where id = 2");
        await task.WaitUntilCaughtUpAsync();

        var keys = await lake.KeysAsync();
        Assert.That(keys, Has.All.StartsWith("aurora/shop/t_orders/"));
        var rows = keys.OrderBy(key => !key.Contains("LOAD", StringComparison.Ordinal)).SelectMany(lake.ReadParquet).ToList();
        Assert.That(rows[0].Keys, Is.EqualTo(["Op", "dms_commit_ts", "id", "land", "amount", "source", "kind", "amount2", "change_seq"]));
        // The delete is lost: its key-only row cannot pass a filter on another column, as DMS warns.
        Assert.That(
            rows.Select(row => $"{row["Op"]} {row["id"]} {row["land"]} {row["amount"]} {row["source"]} {row["kind"]} {row["amount2"]}"),
            Is.EqualTo(
            [
                "I 1 ID 10 aurora new 10", "I 2 MY 20 aurora new 20", "I 5 MY 10.5 aurora new 10.5", "U 1 ID 11 aurora changed 11",
            ]));
    }
}
