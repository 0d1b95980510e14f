using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>One business day: the job groups one after the other, the jobs of a group side by side, then publication.</summary>
internal static class DayRun
{
    public static JsonObject Of(MachineSettings settings, IRuntimeStates runtime)
    {
        var names = settings.Jobs.Groups.Select(GroupName).ToList();
        var groups = settings.Jobs.Groups.SelectMany((group, i) =>
            Group(settings, names[i], group, runtime, next: i + 1 < names.Count ? names[i + 1] : PublicationStates.First));
        return Asl.Flow([
            ("Day", Asl.Pass(HiveStep.DayVariables()).Then(names.Count > 0 ? names[0] : PublicationStates.First)),
            .. groups,
            .. new PublicationStates(settings).All(),
        ]);
    }

    public static JsonObject Retried(JsonObject run, Job job) => job.Retries == 0 ? run : run.Retry("States.TaskFailed", job.Retries, seconds: 30);

    private static string GroupName(IReadOnlyList<Job> group, int index) =>
        group is [var only] ? only.Name : $"Group{index + 1}";

    private static IEnumerable<(string Name, JsonObject State)> Group(
        MachineSettings settings, string name, IReadOnlyList<Job> group, IRuntimeStates runtime, string next) => group is [var only]
        ? Single(settings, only, runtime, state => state.Then(next))
        : [(name, Asl.Parallel([.. group.Select(job => Asl.Flow([.. Single(settings, job, runtime, state => state.End())]))]).Then(next))];

    private static IEnumerable<(string Name, JsonObject State)> Single(
        MachineSettings settings, Job job, IRuntimeStates runtime, Func<JsonObject, JsonObject> end)
    {
        // The step's description is of no use to the next state, and kept it would only fill the run's history.
        JsonObject Run() => runtime.Run(job).Output(new JsonObject());
        return job.Arrivals.Count > 0
            ? new SetAsideStates(settings).Around(job, Run, end)
            : [(job.Name, end(Retried(Run(), job)))];
    }
}
