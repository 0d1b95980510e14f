using System.Diagnostics.CodeAnalysis;

namespace Nonolive.LocalCloud.Emr;

/// <summary>One job run of an EMR Serverless application.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to release.")]
internal sealed class LocalJobRun(string id, string application, string name, DateTimeOffset createdAt)
{
    private readonly CancellationTokenSource _cancel = new();

    public string Id => id;

    public string Application => application;

    public string Name => name;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>RUNNING, SUCCESS, FAILED or CANCELLED.</summary>
    public string State { get; private set; } = "RUNNING";

    /// <summary>Ends it, if it has not ended already.</summary>
    public void Cancel() => _cancel.Cancel();

    public async Task RunAsync(Func<CancellationToken, Task> job, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, cancellation);
        try
        {
            await job(linked.Token);
            State = "SUCCESS";
        }
        catch (OperationCanceledException)
        {
            State = "CANCELLED";
            if (cancellation.IsCancellationRequested)
                throw;
            throw new StateMachines.StateFailure("States.TaskFailed", $"Job run '{name}' was cancelled.");
        }
        catch
        {
            State = "FAILED";
            throw;
        }
    }
}
