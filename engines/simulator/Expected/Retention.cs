using System.Globalization;

namespace Nonolive.Simulator.Expected;

internal static class Retention
{
    private static readonly int[] Numbers = [1, 3, 7, 14, 30];

    public static ExpectedReport Of(DayFacts day)
    {
        var active = day.Events.Viewers.Where(viewer => viewer.Viewer.UserId is not null).Select(viewer => viewer.Viewer.UserId!.Value).ToHashSet();
        var rows = new List<Dictionary<string, object?>>();
        foreach (var number in Numbers)
        {
            var cohortDay = day.Day.AddDays(-number);
            var cohort = day.Tables.Users.Values.Where(user => day.Days.Contains(cohortDay, user.CreatedAt)).ToList();
            if (cohort.Count == 0)
                continue;
            var retained = cohort.Count(user => active.Contains(user.UserId));
            rows.Add(new Dictionary<string, object?>
            {
                ["day_number"] = (long)number,
                ["cohort_day"] = cohortDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["cohort_users"] = (long)cohort.Count,
                ["retained_users"] = (long)retained,
                ["retention"] = DayFacts.Ratio(retained, cohort.Count, 4),
            });
        }
        return new ExpectedReport("retention", ["day_number"], rows);
    }
}
