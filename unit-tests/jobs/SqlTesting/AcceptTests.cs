using Nonolive.SqlTesting;

namespace Nonolive.Jobs.Tests.SqlTesting;

[Parallelizable(ParallelScope.All)]
internal sealed class AcceptTests
{
    [Test]
    public async Task Tables_on_one_line_get_lines_of_their_own_or_a_list_on_it()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, """
            job: stg_sums
            tests:
              - name: alone
                given: {stg_sales: [{shop: a, amount: 2}, {shop: b, amount: 3}]}
                expect: {stg_sums: []}   # to be accepted
              - name: a list on its line
                given:
                  stg_sales: [{shop: a, amount: 2}]
                expect:
                  stg_sums: [{shop: a, total: 1}]
              - name: among others
                given: {stg_sales: [{shop: a, amount: 2}]}
                expect: {stg_sums: [{shop: a, total: 1}, {shop: "b]\"}", total: 1}], stg_sales: []}
            """);
        await SqlTestAccept.RewriteAsync(jobs.Bench, jobs.TestFile, new HashSet<string> { "alone", "a list on its line", "among others" }, CancellationToken.None);
        Assert.That(await File.ReadAllTextAsync(jobs.TestFile), Is.EqualTo("""
            job: stg_sums
            tests:
              - name: alone
                given: {stg_sales: [{shop: a, amount: 2}, {shop: b, amount: 3}]}
                expect:
                  stg_sums:
                    - {shop: a, total: 2, made_on: "2026-03-10"}
                    - {shop: b, total: 3, made_on: "2026-03-10"}   # to be accepted
              - name: a list on its line
                given:
                  stg_sales: [{shop: a, amount: 2}]
                expect:
                  stg_sums:
                    - {shop: a, total: 2}
              - name: among others
                given: {stg_sales: [{shop: a, amount: 2}]}
                expect: {stg_sums: [{shop: a, total: 2}], stg_sales: [{shop: a, amount: 2, sold_ms: null}]}
            """));
    }

    [Test]
    public async Task Only_what_differs_is_written_and_comments_order_and_style_stay()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, """
            # What shops sold.
            job: stg_sums
            tests:
              - name: passes
                given: {}
                expect:
                  stg_sums: []   # nothing sold

              - name: differs   # but for b
                given:
                  stg_sales:
                    - {shop: a, amount: 2, sold_ms: "10:00:00"}
                    - {shop: b, amount: 3, sold_ms: "2026-03-09 23:00:00.500"}
                    - {shop: "true", amount: 4, sold_ms: null}
                expect:
                  stg_sums:
                    # Shop b is right.
                    - {shop: b, total: 3}
                    - {total: 7,  shop: a}   # by hand
                    - {shop: gone, total: 8}
                    # After all.
                ctes:
                  sales: []

              - name: had no rows
                given:
                  stg_sales:
                    - {shop: "it's \"a\" 👋", amount: 2}
                expect:
                  stg_sums: []
            """);
        var failing = new HashSet<string>(StringComparer.Ordinal) { "differs", "had no rows" };
        await SqlTestAccept.RewriteAsync(jobs.Bench, jobs.TestFile, failing, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(jobs.TestFile), Is.EqualTo("""
                # What shops sold.
                job: stg_sums
                tests:
                  - name: passes
                    given: {}
                    expect:
                      stg_sums: []   # nothing sold

                  - name: differs   # but for b
                    given:
                      stg_sales:
                        - {shop: a, amount: 2, sold_ms: "10:00:00"}
                        - {shop: b, amount: 3, sold_ms: "2026-03-09 23:00:00.500"}
                        - {shop: "true", amount: 4, sold_ms: null}
                    expect:
                      stg_sums:
                        # Shop b is right.
                        - {shop: b, total: 3}
                        - {total: 2,  shop: a}   # by hand
                        - {shop: "true", total: 4}
                        # After all.
                    ctes:
                      sales:
                        - {shop: a, amount: 2}
                        - {shop: b, amount: 3}
                        - {shop: "true", amount: 4}

                  - name: had no rows
                    given:
                      stg_sales:
                        - {shop: "it's \"a\" 👋", amount: 2}
                    expect:
                      stg_sums:
                        - {shop: "it's \"a\" 👋", total: 2, made_on: "2026-03-10"}
                """));
            foreach (var test in jobs.Tests)
                Assert.That(await new SqlTestRun(jobs.Bench, test).RunAsync(), Is.Empty, test.Name);
        }
    }

    [Test]
    public async Task Rows_that_all_are_gone_leave_an_empty_list()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, """
            job: stg_sums
            tests:
              - name: t
                given: {}
                expect:
                  stg_sums:
                    - {shop: a, total: 1}
                    - {shop: b, total: 1}
            """);
        await SqlTestAccept.RewriteAsync(jobs.Bench, jobs.TestFile, new HashSet<string> { "t" }, CancellationToken.None);
        Assert.That(await File.ReadAllTextAsync(jobs.TestFile), Does.EndWith("    expect:\n      stg_sums: []"));
    }
}
