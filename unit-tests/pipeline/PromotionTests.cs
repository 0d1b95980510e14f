using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Promotion;

namespace Nonolive.Pipeline.Tests;

/// <summary>What production takes: what was verified as it is, and what breaks no reader unasked.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class PromotionTests
{
    private const string Contract = """
        report: daily
        title: Daily
        description: One row a country.
        owner: data
        schema_version: 1
        grain: [country]
        rows: {min: 0, max: 100}
        freshness_hours: 6
        columns:
          country: {type: string, description: The country.}
          viewers: {type: bigint, description: The viewers.}
        """;

    [Test]
    public void The_same_sources_have_the_same_digests_in_another_folder_with_other_line_ends_and_built()
    {
        using var here = new Repository();
        using var there = new Repository();
        there.Write("infra/Program.cs", "var a = 1;\r\nvar b = 2;\r\n");
        there.Write("infra/obj/Generated.cs", "// built");
        there.Write("functions/bin/package/x.cs", "// built");
        there.Write("docs/page.md", "text");
        Assert.That(Digests.Of(there.Path), Is.EqualTo(Digests.Of(here.Path)));
    }

    [TestCase("infra/Program.cs")]
    [TestCase("infra/New.cs")]
    [TestCase("pipeline/Lake.cs")]
    [TestCase("functions/Function.cs")]
    [TestCase("Directory.Packages.props")]
    public void A_change_of_what_is_deployed_changes_the_program_and_not_the_jobs(string file)
    {
        using var repository = new Repository();
        var before = Digests.Of(repository.Path);
        repository.Write(file, "changed");
        var after = Digests.Of(repository.Path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Program, Is.Not.EqualTo(before.Program));
            Assert.That(after.Jobs, Is.EqualTo(before.Jobs));
            Assert.That(after.Short, Is.Not.EqualTo(before.Short).And.Match("^[0-9a-f]{8}$"));
        }
    }

    [Test]
    public void Production_takes_what_was_verified_and_nothing_that_was_changed_since()
    {
        using var repository = new Repository();
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path))!.Code, Is.EqualTo(ErrorCode.NotVerified));
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path))!.Message, Does.Contain("there is no promotion.json").And.Contain("./nono verify").And.Contain(Digests.Of(repository.Path).Short));

        repository.Verify();
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Is.Null);

        repository.Write("jobs/a.sql", "select 2;");
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path))!.Message, Does.Contain("the files in jobs/").And.Contain("2026-11-25 01:02:03Z"));

        repository.Verify();
        repository.Write("infra/Program.cs", "changed");
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path))!.Message, Does.Contain("infra/, pipeline/ or functions/"));
    }

    [Test]
    public void A_contract_that_breaks_readers_is_refused_however_often_it_is_verified_until_somebody_accepts_it()
    {
        using var repository = new Repository();
        repository.Verify();
        repository.Write("jobs/reports/daily.yml", Contract.Replace("type: bigint", "type: int", StringComparison.Ordinal));
        foreach (var _ in (int[])[1, 2])
        {
            repository.Verify();
            var refusal = PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path))!;
            Assert.That(refusal.Code, Is.EqualTo(ErrorCode.BreaksReaders));
            Assert.That(refusal.Message, Does.Contain("daily: The column viewers is now int, no longer bigint.").And.Contain("--accept-breaking"));
        }

        repository.Verify("the readers were told");
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Is.Null);
        repository.Verify();
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Is.Null, "What was accepted is what readers know from then on.");
    }

    [Test]
    public void A_breaking_change_that_is_taken_back_is_none()
    {
        using var repository = new Repository();
        repository.Verify();
        repository.Write("jobs/reports/daily.yml", Contract.Replace("viewers: {", "watchers: {", StringComparison.Ordinal));
        repository.Verify();
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Is.Not.Null);
        repository.Write("jobs/reports/daily.yml", Contract);
        repository.Verify();
        Assert.That(PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Is.Null);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("{\"format\": 2")]
    public void What_is_no_evidence_is_refused_by_name(string text)
    {
        using var repository = new Repository();
        repository.Write(Evidence.FileName, text);
        Assert.That(() => PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Throws.TypeOf<UserErrorException>()
            .With.Property(nameof(UserErrorException.Code)).EqualTo(ErrorCode.NotEvidence).And.Message.Contains(Evidence.FileName));
    }

    [Test]
    public void Evidence_of_a_later_format_is_refused()
    {
        using var repository = new Repository();
        repository.Verify();
        repository.Write(Evidence.FileName, repository.Read(Evidence.FileName).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        Assert.That(() => PromotionGate.Refusal(repository.Path, Digests.Of(repository.Path)), Throws.TypeOf<UserErrorException>().With.Message.Contains("its format is 2"));
    }

    private sealed class Repository : IDisposable
    {
        public Repository()
        {
            Path = Directory.CreateTempSubdirectory("nono-promotion-").FullName;
            Write("infra/Program.cs", "var a = 1;\nvar b = 2;\n");
            Write("pipeline/Lake.cs", "");
            Write("functions/Function.cs", "");
            Write("Directory.Packages.props", "<Project />");
            Write("jobs/jobs.yml", "jobs: [{name: x, file: a.sql, stage: ddl}]");
            Write("jobs/a.sql", "select 1;");
            Write("jobs/reports/daily.yml", Contract);
        }

        public string Path { get; }

        public void Write(string file, string text)
        {
            var path = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

        public void Verify(string? accepted = null)
        {
            var (known, breaking) = Evidence.Compare(
                Evidence.Find(Path), new Dictionary<string, string> { ["reports/daily.yml"] = Read("jobs/reports/daily.yml") }, accepted);
            Write(Evidence.FileName, new Evidence
            {
                Stack = "test",
                VerifiedAt = DateTimeOffset.Parse("2026-11-25T01:02:03Z"),
                Digests = Digests.Of(Path),
                Engines = new Dictionary<string, string> { ["aws"] = "moto" },
                Fidelity = "none",
                Reports = [new VerifiedReport("daily", 1, 1, 2)],
                Contracts = known,
                Breaking = breaking,
                BreakingAccepted = breaking.Count > 0 ? accepted : null,
            }.ToJson());
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
