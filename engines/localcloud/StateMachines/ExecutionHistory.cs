using System.Globalization;
using System.Text;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>What an entry of the history tells.</summary>
public enum ExecutionEventKind
{
    /// <summary>The execution began.</summary>
    ExecutionStarted,

    /// <summary>A state began.</summary>
    StateEntered,

    /// <summary>A state ended well.</summary>
    StateExited,

    /// <summary>A task was handed to its service.</summary>
    TaskStarted,

    /// <summary>A task or a state failed.</summary>
    Failed,

    /// <summary>A failed state will be tried again.</summary>
    RetryScheduled,

    /// <summary>A failure was caught.</summary>
    Caught,

    /// <summary>A state waits.</summary>
    Waiting,

    /// <summary>The execution ended well.</summary>
    ExecutionSucceeded,

    /// <summary>The execution ended with an error.</summary>
    ExecutionFailed,

    /// <summary>The execution was stopped by hand.</summary>
    ExecutionAborted,

    /// <summary>The execution took longer than the machine allows.</summary>
    ExecutionTimedOut,
}

/// <summary>One entry of an execution's history.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Kind">What happened.</param>
/// <param name="State">The state, with its branch or iteration; empty for the execution itself.</param>
/// <param name="Detail">Input, output or cause, as text.</param>
/// <param name="Elapsed">How long the state took, where it ended.</param>
public sealed record ExecutionEvent(int Id, DateTimeOffset Time, ExecutionEventKind Kind, string State, string Detail, TimeSpan? Elapsed);

/// <summary>The history of one execution; safe for branches that run at once.</summary>
internal sealed class ExecutionHistory(TimeProvider clock, Action<ExecutionEvent> observe)
{
    private readonly List<ExecutionEvent> _events = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<ExecutionEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    public void Add(ExecutionEventKind kind, string state, string detail = "", TimeSpan? elapsed = null)
    {
        ExecutionEvent added;
        lock (_lock)
        {
            added = new ExecutionEvent(_events.Count + 1, clock.GetUtcNow(), kind, state, detail, elapsed);
            _events.Add(added);
        }
        observe(added);
    }

    /// <summary>The history as lines that a person reads.</summary>
    public static string Text(IEnumerable<ExecutionEvent> events)
    {
        var text = new StringBuilder();
        foreach (var entry in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Id,4}  {entry.Time:HH:mm:ss.fff}  {entry.Kind,-18} {entry.State}");
            if (entry.Elapsed is { } elapsed)
                text.Append(CultureInfo.InvariantCulture, $"  {elapsed.TotalSeconds:F1} s");
            if (entry.Detail.Length > 0)
                text.Append("  ").Append(entry.Detail.ReplaceLineEndings(" "));
            text.Append('\n');
        }
        return text.ToString();
    }
}
