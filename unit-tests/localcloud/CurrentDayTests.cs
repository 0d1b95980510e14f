using Microsoft.Extensions.Time.Testing;
using Nonolive.Infra.Settings;

namespace Nonolive.LocalCloud.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class CurrentDayTests
{
    [TestCase("2026-11-24T10:00:00Z", "Asia/Jakarta")]
    [TestCase("2026-11-24T16:50:00Z", "Asia/Tokyo", Description = "23:50 in Jakarta")]
    [TestCase("2026-11-24T17:00:00Z", "Asia/Jakarta", Description = "midnight in Jakarta")]
    public void A_day_that_is_about_to_end_is_looked_at_from_another_zone(string now, string zone)
    {
        var settings = SettingsReader.Read(StackFileConfigSource.Load(Repository.Root(), "test"));
        Assert.That(CurrentDay.AwayFromMidnight(settings, new FakeTimeProvider(DateTimeOffset.Parse(now))).BusinessZone, Is.EqualTo(zone));
    }

    [Test]
    public void The_day_is_that_of_the_zone() =>
        Assert.That(CurrentDay.In("Asia/Jakarta", new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T17:00:00Z"))), Is.EqualTo(new DateOnly(2026, 11, 25)));
}
