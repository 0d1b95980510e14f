using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class NamePatternTests
{
    [TestCase("users", "users", true)]
    [TestCase("users", "Users", false)]
    [TestCase("users", "users2", false)]
    [TestCase("%", "", true)]
    [TestCase("%", "any\nthing", true)]
    [TestCase("live_sessions", "live_sessions", true)]
    [TestCase("live_sessions", "liveXsessions", true)]
    [TestCase("live[_]sessions", "liveXsessions", false)]
    [TestCase("live[_]sessions", "live_sessions", true)]
    [TestCase("t[ab]", "ta", true)]
    [TestCase("t[ab]", "tc", false)]
    [TestCase("t[a-d]%", "tcx", true)]
    [TestCase("t[a-d]%", "tex", false)]
    [TestCase("t[^a]", "t^", true)]
    [TestCase("a.b", "axb", false)]
    [TestCase("[", "[", true)]
    public void A_pattern_matches_as_in_table_mappings(string pattern, string name, bool matches) =>
        Assert.That(new NamePattern(pattern).Matches(name), Is.EqualTo(matches));
}
