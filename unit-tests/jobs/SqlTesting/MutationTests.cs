using Nonolive.Pipeline.Errors;
using Nonolive.SqlTesting.Mutation;

namespace Nonolive.Jobs.Tests.SqlTesting;

[Parallelizable(ParallelScope.All)]
internal sealed class MutationTests
{
    [TestCase("select a from t where b < 5", "<=|>=|6|condition dropped")]
    [TestCase("select a + 1 from t", "- |2")]
    [TestCase("select -a from t", "sign dropped")]
    [TestCase("select a from t where x = 'a' and y is null", "<>|''|or|is not|condition dropped|condition dropped")]
    [TestCase("select a from t where x between 1 and 2", "2|3|condition dropped")]
    [TestCase("select a from t where x = 1 or y = 1", "<>|2|and|<>|2|condition dropped")]
    [TestCase("select coalesce(a, 0) from t", "coalesce dropped|1")]
    [TestCase("select t.*, u.a from t left join u on t.a = u.a", "join|<>|condition dropped")]
    [TestCase("select distinct a from t", "distinct dropped")]
    [TestCase("select count(*), sum(a), min(b) from t", "max(1)|max|max")]
    [TestCase("select case when a = 1 then 2 when b then 3 else 4 end from t", "branch dropped|<>|2|3|branch dropped|4|branch dropped|5")]
    [TestCase("select row_number() over (partition by a, b order by c desc, d) from t", "partition by dropped|partition by dropped|asc|d desc")]
    [TestCase("select a from t where b in (1, 2)", "member dropped|2|member dropped|3|condition dropped")]
    [TestCase("select a from (select a from t union all select a from u) v", "union branch dropped|union branch dropped")]
    [TestCase("select cast(a as decimal(18,2)) from t -- where a = 1", "")]
    [TestCase("insert overwrite table t partition (dt = '1') select a from u", "")]
    [TestCase("select a from t where dt = '${hivevar:dt}'", "<>|'${hivevar:dt_before}'|condition dropped")]
    [TestCase("set a=1; use b", "")]
    public void Each_rule_changes_what_it_should_and_nothing_else(string sql, string changes)
    {
        var found = MutantFinder.Find(sql).Select(mutant => mutant.Replacement.Length is 0 || mutant.Kind.EndsWith("dropped", StringComparison.Ordinal) || mutant.Kind == "join" ? mutant.Kind : mutant.Replacement).Order(StringComparer.Ordinal);
        Assert.That(found, Is.EqualTo(changes.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(change => change.Trim()).Order(StringComparer.Ordinal)));
    }

    [Test]
    public void A_mutant_knows_its_place_and_its_lines()
    {
        const string Sql = "select a\nfrom t\nwhere  a > 1\n  and b;";
        var mutant = MutantFinder.Find(Sql).Single(found => found.Replacement == ">=");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mutant.Place(Sql), Is.EqualTo((3, 10)));
            Assert.That(mutant.Lines(Sql), Is.EqualTo(("where a > 1", "where a >= 1")));
        }
    }

    private const string Tests = TinyJobs.Given + """
            expect:
              stg_sums:
                - {shop: a, total: 5}
        """;

    [Test]
    public async Task Mutants_are_killed_survive_or_are_listed_and_stale_entries_are_told()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, Tests, """
            mutants:
              - {scripts: "staging/*.sql", was: "where amount > 0", becomes: "where amount >= 0", reason: a sale of nothing adds nothing}
              - {scripts: "staging/*.sql", was: "where amount > 0", becomes: "where amount <= 0", reason: wrong}
              - {scripts: "staging/*.sql", was: "where amount > 9", becomes: "where amount >= 9", reason: gone}
              - {scripts: "reports/*.sql", was: "a", becomes: "b", reason: of another script}
            """);
        var result = await new MutationRun(jobs.Bench, jobs.Tests, EquivalentMutants.Read(jobs.Path)).RunAsync(["staging/stg_sums.sql"], (_, _) => { }, CancellationToken.None);
        var fates = result.Mutants.Where(mutant => mutant.Was == "where amount > 0").ToDictionary(mutant => mutant.Becomes, mutant => mutant.Fate);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fates["where amount <= 0"], Is.EqualTo(MutantFate.Killed));
            Assert.That(fates["where amount >= 0"], Is.EqualTo(MutantFate.Equivalent));
            Assert.That(fates["where amount > 1"], Is.EqualTo(MutantFate.Survived));
            Assert.That(fates["where true"], Is.EqualTo(MutantFate.Killed));
            Assert.That(result.Stale, Has.Count.EqualTo(3));
            Assert.That(result.Stale[0], Does.Contain("tells it from the script"));
            Assert.That(result.Stale.Skip(1), Has.All.Contains("fits no mutant"));
            Assert.That(result.Score, Is.InRange(50, 99));
            Assert.That(MutationText.Survivors(result, "jobs"), Has.Some.StartsWith("jobs/staging/stg_sums.sql:13:16: number"));
            Assert.That(MutationText.ToJson(result), Does.Contain("\"fate\": \"survived\""));
        }
    }

    [Test]
    public async Task Tests_that_fail_on_the_script_as_it_is_are_mended_first()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, Tests.Replace("total: 5", "total: 6", StringComparison.Ordinal));
        var run = new MutationRun(jobs.Bench, jobs.Tests, []);
        var error = (await Assert.ThrowsAsync<UserErrorException>(() => run.RunAsync(["staging/stg_sums.sql"], (_, _) => { }, CancellationToken.None)))!;
        Assert.That(error.Code, Is.EqualTo(ErrorCode.FailingSqlTest));
    }

    [Test]
    public async Task A_script_without_a_test_has_no_mutant_killed_and_is_named()
    {
        using var jobs = new TinyJobs(TinyJobs.Sums, "job: ddl\ntests: []\n");
        var result = await new MutationRun(jobs.Bench, jobs.Tests, []).RunAsync(["staging/stg_sums.sql"], (_, _) => { }, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Untested, Is.EqualTo(new[] { "staging/stg_sums.sql" }));
            Assert.That(result.Score, Is.Zero);
        }
    }

    [Test]
    public void Every_script_with_work_to_do_has_a_test()
    {
        using var bench = new Nonolive.SqlTesting.SqlTestBench(JobsFolder.Path);
        var tested = Nonolive.SqlTesting.SqlTestFile.ReadAll(JobsFolder.Path).Select(test => bench.FileOf(test.Job, test.Location)).ToHashSet(StringComparer.Ordinal);
        Assert.That(bench.Scripts.Where(script => !tested.Contains(script)), Is.Empty);
    }
}
