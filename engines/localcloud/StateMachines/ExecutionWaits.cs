namespace Nonolive.LocalCloud.StateMachines;

/// <summary>How an execution waits: as long as AWS would, or not at all where nobody wants to sit through back-off.</summary>
internal sealed class ExecutionWaits(TimeProvider clock, bool skip)
{
    public Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        skip || time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, clock, cancellation);
}
