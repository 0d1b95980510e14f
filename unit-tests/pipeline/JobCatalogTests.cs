using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class JobCatalogTests
{
    private const string Contract = """
        report: daily
        title: Daily
        description: A report.
        owner: data
        schema_version: 1
        grain: [day]
        columns:
          day: {type: string, description: The day.}
        rows: {min: 0, max: 10}
        freshness_hours: 26
        """;

    [Test]
    public void Jobs_are_sorted_into_groups_that_need_only_earlier_groups()
    {
        using var folder = new JobsFolder("""
            jobs:
              - {name: audit, file: a.sql, stage: audit, after: [report], publishes: daily}
              - {name: ddl, file: a.sql, stage: ddl, retries: 2}
              - {name: report, file: b.sql, stage: report, after: [events, users]}
              - {name: events, file: b.sql, stage: staging, after: [ddl]}
              - {name: users, file: b.sql, stage: snapshot, after: [ddl]}
            """);
        var catalog = JobCatalog.Load(folder.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                catalog.Groups.Select(group => string.Join("+", group.Select(job => job.Name))),
                Is.EqualTo(new[] { "ddl", "events+users", "report", "audit" }));
            Assert.That(catalog.Reports, Is.EqualTo(new[] { "daily" }));
            Assert.That(catalog.Files.Select(file => file.Path), Is.EqualTo(new[] { "a.sql", "b.sql", "jobs.yml", "reports/daily.yml" }));
            Assert.That(catalog.Digest, Has.Length.EqualTo(64));
        }
    }

    [Test]
    public void The_digest_changes_with_every_deployed_byte_and_with_nothing_else()
    {
        using var folder = new JobsFolder("jobs: [{name: ddl, file: a.sql, stage: ddl}]");
        var before = JobCatalog.Load(folder.Path).Digest;
        folder.Write("tests/a.yml", "anything");
        Assert.That(JobCatalog.Load(folder.Path).Digest, Is.EqualTo(before));
        folder.Write("a.sql", "select 2;");
        Assert.That(JobCatalog.Load(folder.Path).Digest, Is.Not.EqualTo(before));
    }

    [TestCase("{name: x, file: a.sql, stage: ddl, aftr: [y]}", ErrorCode.UnknownYamlKey, "jobs.yml:1:43", "'after'")]
    [TestCase("{name: x, file: c.sql, stage: ddl}", ErrorCode.MissingJobFile, "jobs.yml:1:24", "'c.sql'")]
    [TestCase("{name: x, file: audits/c.sql, stage: audit}", ErrorCode.MissingJobFile, "jobs.yml:1:24", "./nono generate")]
    [TestCase("{name: x, file: a.sql, stage: dll}", ErrorCode.WrongYamlValue, "jobs.yml:1:38", "staging")]
    [TestCase("{name: x, file: a.sql}", ErrorCode.MissingYamlKey, "jobs.yml:1:8", "'stage'")]
    [TestCase("{name: X 1, file: a.sql, stage: ddl}", ErrorCode.WrongYamlValue, "jobs.yml:1:15", "'X 1'")]
    [TestCase("{name: x, file: a.sql, stage: ddl, after: [xx]}", ErrorCode.UnknownJob, "jobs.yml:1:8", "Did you mean 'x'?")]
    [TestCase("{name: x, file: a.sql, stage: ddl, after: [y]}, {name: y, file: a.sql, stage: ddl, after: [x]}", ErrorCode.JobCycle, "jobs.yml:1:8", "x -> y -> x")]
    [TestCase("{name: x, file: a.sql, stage: ddl}, {name: x, file: a.sql, stage: ddl}", ErrorCode.DuplicateName, "jobs.yml:1:44", "'x'")]
    [TestCase("{name: x, file: a.sql, stage: audit, publishes: dayly}", ErrorCode.UnknownReport, "jobs.yml:1:56", "'daily'")]
    [TestCase("{name: x, file: a.sql, stage: ddl, retries: many}", ErrorCode.WrongYamlValue, "jobs.yml:1:52", "'many'")]
    [TestCase("{name: x, file: a.sql, stage: staging, arrivals: [dt_befor]}", ErrorCode.WrongYamlValue, "jobs.yml:1:57", "'dt_before'")]
    [TestCase("{name: x, file: a.sql, stage: staging, arrivals: [path]}", ErrorCode.WrongYamlValue, "jobs.yml:1:57", "'path'")]
    public void A_faulty_catalog_is_refused_with_place_and_remedy(string jobs, ErrorCode code, string place, string hint)
    {
        using var folder = new JobsFolder($"jobs: [{jobs}]");
        var error = Assert.Throws<UserErrorException>(() => JobCatalog.Load(folder.Path));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo(code), error.Message);
            Assert.That(error.Message, Does.Contain(place).And.Contain(hint));
        }
    }

    [Test]
    public void A_folder_without_a_catalog_is_refused() =>
        Assert.That(() => JobCatalog.Load("no-such-folder"), Throws.TypeOf<UserErrorException>().With.Message.Contains("jobs.yml"));

    private sealed class JobsFolder : IDisposable
    {
        public JobsFolder(string catalog)
        {
            Path = Directory.CreateTempSubdirectory("nono-jobs-").FullName;
            Write("jobs.yml", catalog);
            Write("a.sql", "select 1;");
            Write("b.sql", "select 1;");
            Write("reports/daily.yml", Contract);
        }

        public string Path { get; }

        public void Write(string file, string text)
        {
            var path = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
