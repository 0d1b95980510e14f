namespace Nonolive.PulumiSdk.Tests.Parity;

/// <summary>The API that programs may use: api.txt. Built with the packages, the first test holds the genuine API against the same list.</summary>
internal sealed class ApiSurfaceTests
{
    private static readonly string[] Listed = File.ReadAllLines(Path.Combine(Sdk.Folder, "core", "api.txt"));

    [Test]
    public void Every_listed_member_is_there()
    {
        var there = ApiSurface.Of(typeof(Pulumi.Output).Assembly);
        Assert.That(Listed.Where(line => !there.Contains(line)), Is.Empty);
    }

#if PULUMI_STANDIN
    [Test]
    public void The_stand_in_has_no_public_member_that_is_not_listed()
    {
        var there = ApiSurface.Of(typeof(Pulumi.Output).Assembly);
        if (Environment.GetEnvironmentVariable("NONO_UPDATE_API_LIST") == "1")
            File.WriteAllLines(Path.Combine(Sdk.Folder, "core", "api.txt"), there);
        Assert.That(there.Except(Listed), Is.Empty);
    }
#endif
}
