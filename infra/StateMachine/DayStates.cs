using System.Text.Json.Nodes;
using Nonolive.Infra.Settings;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// Turns an execution's input into the business days to compute: <c>{"dt"}</c> one day, <c>{"from","to"}</c> a range,
/// <c>{"scheduled_time"}</c> the last days that were over at that time, in the business zone.
/// </summary>
internal static class DayStates
{
    private const long DayMs = HiveStep.DayMs;

    // More days would outlast any run and Step Functions' 25,000 events of history.
    private const int MostDays = 92;

    public static IEnumerable<(string Name, JsonObject State)> Choose(StackSettings stack, string next)
    {
        var zone = (long)stack.BusinessOffset.TotalMilliseconds;
        yield return ("ReadInput", Asl.Choice("InvalidInput",
            ("{% $exists($states.input.dt) %}", "GivenDay"),
            ("{% $exists($states.input.from) and $exists($states.input.to) %}", "GivenDays"),
            ("{% $exists($states.input.scheduled_time) %}", "ScheduledDays")));
        yield return ("GivenDay", Asl.Pass(new JsonObject
        {
            ["first"] = "{% $states.input.dt %}",
            ["last"] = "{% $states.input.dt %}",
        }).Then("ListDays"));
        yield return ("GivenDays", Asl.Pass(new JsonObject
        {
            ["first"] = "{% $states.input.from %}",
            ["last"] = "{% $states.input.to %}",
        }).Then("ListDays"));
        yield return ("ScheduledDays", Asl.Pass(new JsonObject
        {
            ["first"] = Day($"$toMillis($states.input.scheduled_time) + {zone - stack.Schedule.RecomputeDays * DayMs}"),
            ["last"] = Day($"$toMillis($states.input.scheduled_time) + {zone - DayMs}"),
        }).Then("ListDays"));
        yield return ("ListDays", Asl.Pass(new JsonObject
        {
            ["days"] = "{% [$map([0..(($toMillis($last & 'T00:00:00Z') - $toMillis($first & 'T00:00:00Z')) / " + DayMs + ")], "
                + "function($i) { $substring($fromMillis($toMillis($first & 'T00:00:00Z') + $i * " + DayMs + "), 0, 10) })] %}",
        }).Then("CheckDays"));
        // A day that does not exist, such as 31 November, does not come back as itself.
        yield return ("CheckDays", Asl.Choice("InvalidDays",
            ($"{{% $count($days) > 0 and $count($days) <= {MostDays} and $days[0] = $first and $days[$count($days) - 1] = $last %}}", next)));
        yield return ("InvalidInput", Asl.Fail(
            "InvalidInput", "Give {\"dt\": \"2026-11-20\"}, {\"from\": \"2026-11-18\", \"to\": \"2026-11-20\"} or {\"scheduled_time\": \"2026-11-20T19:30:00Z\"}."));
        yield return ("InvalidDays", Asl.Fail(
            "InvalidInput", "{% 'From ' & $first & ' to ' & $last & " + $"' is not 1 to {MostDays} days of the form 2026-11-20.' %}}"));
    }

    private static string Day(string milliseconds) => "{% $substring($fromMillis(" + milliseconds + "), 0, 10) %}";
}
