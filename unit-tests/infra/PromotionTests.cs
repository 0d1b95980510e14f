using Nonolive.Infra.Settings;
using Nonolive.Infra.Tests.Support;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Promotion;

namespace Nonolive.Infra.Tests;

/// <summary>The gate before production, for a repository without evidence.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class PromotionTests
{
    private string _root = "";

    [OneTimeSetUp]
    public void Copy()
    {
        _root = Directory.CreateTempSubdirectory("nono-gate-").FullName;
        foreach (var folder in (string[])["infra", "pipeline", "functions"])
            Directory.CreateDirectory(Path.Combine(_root, folder));
        File.WriteAllText(Path.Combine(_root, "Directory.Packages.props"), "<Project />");
        Directory.CreateDirectory(Path.Combine(_root, "jobs"));
        File.WriteAllText(Path.Combine(_root, "jobs", "jobs.yml"), "jobs: []");
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_root, recursive: true);

    [Test]
    public void An_update_of_production_is_refused_and_its_preview_warns() => Assert.Multiple(() =>
    {
        Assert.That(() => Promotion.Warning(Production(), _root, isPreview: false), Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo(ErrorCode.NotVerified));
        Assert.That(Promotion.Warning(Production(), _root, isPreview: true), Does.Contain("NONO-1417").And.Contain("./nono verify --stack test"));
    });

    [Test]
    public void Other_stacks_take_everything() => Assert.That(Promotion.Warning(Stacks.Settings("test"), _root, isPreview: false), Is.Null);

    [Test]
    public void An_exception_is_for_one_state_of_the_repository_and_is_told()
    {
        var reason = $"{Digests.Of(_root).Short} the emulator is down";
        Assert.Multiple(() =>
        {
            Assert.That(Promotion.Warning(Production(reason), _root, isPreview: false), Does.Contain("because: the emulator is down"));
            Assert.That(() => Promotion.Warning(Production("00000000 the emulator is down"), _root, isPreview: false), Throws.TypeOf<UserErrorException>());
        });
    }

    private static StackSettings Production(string unverified = "") =>
        SettingsReader.Read(Stacks.Changed("prod", new Dictionary<string, string?> { ["nonolive:unverified"] = unverified }));
}
