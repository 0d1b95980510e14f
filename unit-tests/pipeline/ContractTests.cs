using System.Text.Json;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class ContractTests
{
    private const string Daily = """
        report: daily
        title: Daily
        description: Orders of a day.
        owner: data
        schema_version: 1
        grain: [country]
        columns:
          country: {type: string, allowed: [ID, VN], description: The country.}
          orders: {type: int, min: 0, max: 100, description: Orders.}
          usd: {type: "decimal(6,2)", nullable: true, description: Dollars.}
        reconciliations:
          - {name: orders agree, this: sum(orders), is: equal, other: {table: stg_orders, value: count(*), where: "paid"}}
        rows: {min: 1, max: 2}
        freshness_hours: 26
        """;

    [Test]
    public void A_contract_is_read_whole()
    {
        var contract = Read(Daily);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(contract.Columns.Select(column => $"{column.Name} {column.Type} {column.Nullable}"),
                Is.EqualTo(new[] { "country string False", "orders int False", "usd decimal(6,2) True" }));
            Assert.That(contract.Reconciliations.Single(), Is.EqualTo(new Reconciliation(
                "orders agree", "sum(orders)", ReconciliationRule.Equal, null, "stg_orders", "count(*)", "paid")));
            Assert.That(contract.Rows, Is.EqualTo(new RowBounds(1, 2)));
        }
    }

    [TestCase("grain: [country]", "grain: [contry]", "Did you mean 'country'?", "daily.yml:6:8")]
    [TestCase("type: int", "type: integer", "'integer' is no value for 'type'", "daily.yml:9:18")]
    [TestCase("owner: data", "ownr: data", "The key 'owner' is missing", "daily.yml:1:1")]
    [TestCase("nullable: true", "nulable: true", "Did you mean 'nullable'?", "daily.yml:10:31")]
    [TestCase("report: daily", "report: weekly", "Name the file weekly.yml", "daily.yml:1:9")]
    [TestCase("is: equal", "is: equals", "at_least", "daily.yml:12:49")]
    [TestCase("min: 1, max: 2", "min: 3, max: 2", "3 to 2", "daily.yml:13:7")]
    [TestCase("schema_version: 1", "schema_version: 0", "above 0", "daily.yml:5:17")]
    [TestCase("table: stg_orders, ", "", "exactly one of them", "daily.yml:12:63")]
    [TestCase("title: Daily", "title: [Daily", "NONO-1401", "daily.yml:")]
    public void A_faulty_contract_is_refused_with_place_and_remedy(string text, string instead, string hint, string place) =>
        Assert.That(() => Read(Daily.Replace(text, instead)), Throws.TypeOf<UserErrorException>().With.Message.Contains(hint).And.Message.Contains(place));

    [TestCase("""{"country":"ID","orders":1,"usd":9999.99}""", null)]
    [TestCase("""{"country":"ID","orders":1,"usd":null}""", null)]
    [TestCase("""{"country":"TH","orders":1,"usd":1}""", "none of ID, VN")]
    [TestCase("""{"country":null,"orders":1,"usd":1}""", "country is null")]
    [TestCase("""{"country":"ID","orders":-1,"usd":1}""", "less than 0")]
    [TestCase("""{"country":"ID","orders":101,"usd":1}""", "more than 100")]
    [TestCase("""{"country":"ID","orders":1.5,"usd":1}""", "no int")]
    [TestCase("""{"country":"ID","orders":"1","usd":1}""", "no int")]
    [TestCase("""{"country":"ID","orders":1,"usd":1.001}""", "no decimal(6,2)")]
    [TestCase("""{"country":"ID","orders":1,"usd":10000}""", "no decimal(6,2)")]
    [TestCase("""{"country":"ID","usd":1}""", "orders is missing")]
    [TestCase("""{"country":"ID","orders":1,"usd":1,"more":1}""", "more is no column")]
    public void A_row_that_breaks_the_contract_is_named(string row, string? problem) =>
        Assert.That(
            ContractCheck.Violations(Read(Daily), [JsonElement.Parse(row)]),
            problem is null ? Is.Empty : Has.One.Contains(problem));

    [Test]
    public void Two_rows_of_one_key_and_too_many_or_few_rows_are_named()
    {
        var row = JsonElement.Parse("""{"country":"ID","orders":1,"usd":1}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ContractCheck.Violations(Read(Daily), [row, row]), Is.EqualTo(new[] { "There are two rows for country=\"ID\"." }));
            Assert.That(ContractCheck.Violations(Read(Daily), []), Is.EqualTo(new[] { "There are 0 rows; there must be 1 to 2." }));
        }
    }

    [TestCase("orders: {type: int,", "orders: {type: bigint,", false, "now bigint")]
    [TestCase("orders: {type: int,", "orders: {type: string,", true, "now string")]
    [TestCase("type: \"decimal(6,2)\"", "type: \"decimal(8,4)\"", false, "decimal(8,4)")]
    [TestCase("type: \"decimal(6,2)\"", "type: \"decimal(6,4)\"", true, "decimal(6,4)")]
    [TestCase("{type: int,", "{type: int, nullable: true,", true, "may now be null")]
    [TestCase("[ID, VN]", "[ID, VN, TH]", true, "may now be TH")]
    [TestCase("grain: [country]", "grain: [country, orders]", true, "One row is now per")]
    [TestCase("  usd:", "  usd_total:", true, "The column usd is gone")]
    [TestCase("freshness_hours: 26", "freshness_hours: 48", true, "48 hours")]
    public void A_change_says_whether_readers_break(string text, string instead, bool breaks, string description)
    {
        var changes = ContractDiff.Between(Read(Daily), Read(Daily.Replace(text, instead)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changes.Any(change => change.Breaks), Is.EqualTo(breaks));
            Assert.That(changes.Select(change => change.Description), Has.Some.Contains(description));
        }
    }

    private static Contract Read(string text) => ContractCatalog.Parse([("daily.yml", text)])["daily"];
}
