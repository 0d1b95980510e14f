using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>One business day: the job groups one after the other, the jobs of a group side by side, then publication.</summary>
internal static class DayRun
{
    public static JsonObject Of(MachineSettings settings, IRuntimeStates runtime)
    {
        var names = settings.Jobs.Groups.Select(GroupName).ToList();
        var groups = settings.Jobs.Groups.Select((group, i) =>
            (names[i], Group(group, runtime).Then(i + 1 < names.Count ? names[i + 1] : PublicationStates.First)));
        return Asl.Flow([
            ("Day", Asl.Pass(HiveStep.DayVariables()).Then(names.Count > 0 ? names[0] : PublicationStates.First)),
            .. groups,
            .. new PublicationStates(settings).All(),
        ]);
    }

    private static string GroupName(IReadOnlyList<Job> group, int index) =>
        group is [var only] ? only.Name : $"Group{index + 1}";

    private static JsonObject Group(IReadOnlyList<Job> group, IRuntimeStates runtime) => group is [var only]
        ? Retried(only, runtime)
        : Asl.Parallel([.. group.Select(job => Asl.Flow((job.Name, Retried(job, runtime).End())))]);

    private static JsonObject Retried(Job job, IRuntimeStates runtime)
    {
        // The step's description is of no use to the next state, and kept it would only fill the run's history.
        var state = runtime.Run(job).Output(new JsonObject());
        return job.Retries == 0 ? state : state.Retry("States.TaskFailed", job.Retries, seconds: 30);
    }
}
