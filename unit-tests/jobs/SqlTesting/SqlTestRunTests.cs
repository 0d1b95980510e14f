using Nonolive.Pipeline.Errors;

namespace Nonolive.Jobs.Tests.SqlTesting;

[Parallelizable(ParallelScope.All)]
internal sealed class SqlTestRunTests
{
    [Test]
    public async Task A_right_job_passes_and_its_common_table_expressions_are_looked_into()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, TinyJobs.Given + """
                expect:
                  stg_sums:
                    - {shop: a, total: 5}
                ctes:
                  sales:
                    - {shop: a, amount: 2}
                    - {shop: a, amount: 3}
                    - {shop: b, amount: -1}
            """);
        Assert.That(await jobs.RunAsync(), Is.Empty);
    }

    [Test]
    public async Task A_difference_is_told_by_table_cell_and_row()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, TinyJobs.Given + """
                expect:
                  stg_sums:
                    - {shop: a, total: 6}
                    - {shop: c, total: 1}
                ctes:
                  sales: []
            """);
        Assert.That(await jobs.RunAsync(), Is.EqualTo(new[]
        {
            "stg_sums.total must be 6 and is 5 in {shop: a, total: 5}",
            "stg_sums: missing {shop: c, total: 1}",
            "sales: must not be there: {shop: a, amount: 2}",
            "sales: must not be there: {shop: a, amount: 3}",
            "sales: must not be there: {shop: b, amount: -1}",
        }));
    }

    [TestCase("", "2026-03-10")]
    [TestCase("    now: \"2026-07-01T05:00:00Z\"\n", "2026-07-01")]
    public async Task The_clock_stands_still_in_the_night_after_the_day_or_where_the_test_says(string now, string expected)
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, TinyJobs.Given + now + $$"""
                expect:
                  stg_sums:
                    - {shop: a, made_on: "{{expected}}"}
            """);
        Assert.That(await jobs.RunAsync(), Is.Empty);
    }

    [Test]
    public async Task A_job_that_adds_to_what_it_wrote_before_is_found_by_its_second_execution()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums.Replace("insert overwrite", "insert into", StringComparison.Ordinal), TinyJobs.Given + """
                expect:
                  stg_sums:
                    - {shop: a, total: 5}
            """);
        Assert.That(await jobs.RunAsync(), Has.One.Items.And.All.Contains("run again"));
    }

    [Test]
    public async Task A_job_that_depends_on_the_order_of_rows_is_found_by_the_shuffled_ones()
    {
        var first = TinyJobs.Sums.Replace("sum(amount)", "max(case when place = 1 then amount end)", StringComparison.Ordinal)
            .Replace("select shop, amount\n", "select shop, amount, row_number() over (partition by shop order by 1) as place\n", StringComparison.Ordinal);
        using var jobs = new TinyJobs(first, TinyJobs.Given + """
                expect:
                  stg_sums:
                    - {shop: a, total: 2}
            """);
        Assert.That(await jobs.RunAsync(), Has.One.Items.And.All.Contains("must be 2 and is 3"));
    }

    [TestCase("given: {stg_sale: []}\n    expect: {stg_sums: []}", "There is no table 'stg_sale'. Did you mean 'stg_sales'?")]
    [TestCase("given: {stg_sales: [{shops: a}]}\n    expect: {stg_sums: []}", "stg_sales has no column 'shops'. Did you mean 'shop'?")]
    [TestCase("given: {stg_sales: [{amount: much}]}\n    expect: {stg_sums: []}", "'much' is no value for stg_sales.amount, which is bigint.")]
    [TestCase("given: {stg_sales: [{sold_ms: \"25:00:00\"}]}\n    expect: {stg_sums: []}", "'25:00:00' is no value for stg_sales.sold_ms, which is bigint.")]
    [TestCase("given: {}\n    expect: {stg_sums: [{sum: 1}]}", "stg_sums has no column 'sum'.")]
    [TestCase("given: {}\n    ctes: {sale: []}", "has no common table expression 'sale'. Did you mean 'sales'?")]
    [TestCase("given: {}", "The test 't' expects nothing.")]
    [TestCase("job: stg_sum\n    given: {}\n    expect: {stg_sums: []}", "There is no job 'stg_sum'. Did you mean 'stg_sums'?")]
    [TestCase("zone: Asia/Jakarte\n    given: {}\n    expect: {stg_sums: []}", "There is no time zone 'Asia/Jakarte'.")]
    public async Task What_a_test_says_wrong_is_told_with_its_place(string test, string message)
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, $"job: stg_sums\ntests:\n  - name: t\n    {test}\n");
        var error = (await Assert.ThrowsAsync<UserErrorException>(() => jobs.RunAsync()))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Does.Contain(message));
            Assert.That(error.Location, Does.Match("stg_sums\\.yml:[0-9]+:[0-9]+$"));
        }
    }
}
