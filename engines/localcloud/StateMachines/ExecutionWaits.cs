namespace Nonolive.LocalCloud.StateMachines;

/// <summary>How an execution waits: as long as AWS would, or not at all where nobody wants to sit through back-off.</summary>
/// <param name="clock">The clock that waits go by.</param>
/// <param name="skip">Whether every wait is over at once.</param>
/// <param name="seed">The seed of the jitter, so that an execution waits alike each time it is run.</param>
internal sealed class ExecutionWaits(TimeProvider clock, bool skip, int seed)
{
    private readonly Random _jitter = new(seed);

    public Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        skip || time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, clock, cancellation);

    public TimeSpan Jittered(TimeSpan wait, bool full)
    {
        if (!full)
            return wait;
        lock (_jitter)
            return wait * _jitter.NextDouble();
    }
}
