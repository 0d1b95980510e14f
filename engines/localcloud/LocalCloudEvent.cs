using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud;

/// <summary>What an event of the local cloud is about.</summary>
public enum LocalCloudEventKind
{
    /// <summary>A part (emulator, PostgreSQL, replication) is being started.</summary>
    PartStarting,

    /// <summary>A part is ready.</summary>
    PartReady,

    /// <summary>A part could not be had and another takes its place; the detail says why.</summary>
    PartFellBack,

    /// <summary>The program registered a resource and it exists.</summary>
    ResourceCreated,

    /// <summary>A stack is up.</summary>
    StackReady,

    /// <summary>A state of a state machine began.</summary>
    StateEntered,

    /// <summary>A state ended.</summary>
    StateExited,

    /// <summary>Something inside of a state: a task, a retry, a caught failure.</summary>
    StateDetail,

    /// <summary>A state failed.</summary>
    StateFailed,

    /// <summary>An execution began or ended.</summary>
    Execution,
}

/// <summary>Progress for a person to read.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">The part, resource, state or machine.</param>
/// <param name="Detail">More in words; empty where there is none.</param>
/// <param name="Elapsed">How long it took, where it ended.</param>
public sealed record LocalCloudEvent(LocalCloudEventKind Kind, string Subject, string Detail = "", TimeSpan? Elapsed = null)
{
    internal static LocalCloudEvent Of(string machine, ExecutionEvent entry) => new(
        entry.Kind switch
        {
            ExecutionEventKind.StateEntered => LocalCloudEventKind.StateEntered,
            ExecutionEventKind.StateExited => LocalCloudEventKind.StateExited,
            ExecutionEventKind.Failed => LocalCloudEventKind.StateFailed,
            ExecutionEventKind.TaskStarted or ExecutionEventKind.RetryScheduled or ExecutionEventKind.Caught or ExecutionEventKind.Waiting =>
                LocalCloudEventKind.StateDetail,
            _ => LocalCloudEventKind.Execution,
        },
        entry.State.Length > 0 ? entry.State : machine,
        entry.Kind is ExecutionEventKind.StateEntered or ExecutionEventKind.StateExited ? "" : $"{entry.Kind} {entry.Detail}".TrimEnd(),
        entry.Elapsed);
}
