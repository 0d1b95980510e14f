using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>How an execution stands.</summary>
public enum ExecutionStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Succeeded,

    /// <summary>It ended with an error that nothing caught.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Aborted,

    /// <summary>It took longer than the machine allows.</summary>
    TimedOut,
}

/// <summary>How an execution ended.</summary>
/// <param name="Name">The execution's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Output">Its output; null unless it succeeded.</param>
/// <param name="Error">The error's name; null where it succeeded.</param>
/// <param name="Cause">The error's cause; null where it succeeded.</param>
/// <param name="History">Everything that happened.</param>
public sealed record ExecutionResult(
    string Name, ExecutionStatus Status, JsonNode? Output, string? Error, string? Cause, IReadOnlyList<ExecutionEvent> History)
{
    /// <summary>The history as lines that a person reads.</summary>
    public string Log() => ExecutionHistory.Text(History);
}

/// <summary>One execution of a state machine.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to release.")]
public sealed class LocalExecution
{
    private readonly CancellationTokenSource _abort = new();
    private readonly TimeProvider _clock;
    private string? _abortCause;

    internal LocalExecution(string arn, string name, string input, TimeProvider clock) =>
        (Arn, Name, Input, _clock, StartedAt) = (arn, name, input, clock, clock.GetUtcNow());

    /// <summary>The execution's ARN.</summary>
    public string Arn { get; }

    /// <summary>The execution's name.</summary>
    public string Name { get; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The input as JSON text.</summary>
    public string Input { get; }

    /// <summary>The end of the execution; it never throws for a failed one.</summary>
    public Task<ExecutionResult> Completion { get; private set; } = null!;

    /// <summary>How it stands now.</summary>
    public ExecutionStatus Status => Completion.IsCompletedSuccessfully ? Completion.Result.Status : ExecutionStatus.Running;

    /// <summary>Stops it as StopExecution does: no Catch runs and clusters stay; see DeployedStack.DeliverEndAsync.</summary>
    public void Abort(string cause = "stopped by hand")
    {
        _abortCause ??= cause;
        _abort.Cancel();
    }

    internal void Run(ExecutionHistory history, Func<CancellationToken, Task<object?>> run, TimeSpan? timeout) =>
        Completion = Task.Run(() => CompleteAsync(history, run, timeout));

    private async Task<ExecutionResult> CompleteAsync(ExecutionHistory history, Func<CancellationToken, Task<object?>> run, TimeSpan? timeout)
    {
        using var limit = timeout is null ? new CancellationTokenSource() : new CancellationTokenSource(timeout.Value, _clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token, limit.Token);
        history.Add(ExecutionEventKind.ExecutionStarted, "", Input);
        try
        {
            var output = JsonataValues.ToJson(await run(linked.Token));
            history.Add(ExecutionEventKind.ExecutionSucceeded, "");
            return new ExecutionResult(Name, ExecutionStatus.Succeeded, output, null, null, history.Events);
        }
        catch (StateFailure e)
        {
            history.Add(ExecutionEventKind.ExecutionFailed, "", e.Message);
            return new ExecutionResult(Name, ExecutionStatus.Failed, null, e.Error, e.Cause, history.Events);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            history.Add(ExecutionEventKind.ExecutionAborted, "", _abortCause ?? "");
            return new ExecutionResult(Name, ExecutionStatus.Aborted, null, "States.Aborted", _abortCause, history.Events);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            history.Add(ExecutionEventKind.ExecutionTimedOut, "");
            return new ExecutionResult(Name, ExecutionStatus.TimedOut, null, "States.Timeout", "the state machine's TimeoutSeconds passed", history.Events);
        }
        catch (Exception e)
        {
            // A fault of ours rather than of the machine; it must not look like success, nor take the process down.
            history.Add(ExecutionEventKind.ExecutionFailed, "", e.ToString());
            return new ExecutionResult(Name, ExecutionStatus.Failed, null, "States.Runtime", e.ToString(), history.Events);
        }
    }
}
