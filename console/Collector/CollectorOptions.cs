using System.ComponentModel.DataAnnotations;

namespace Nonolive.WebConsole.Collector;

/// <summary>Limits of the event collector.</summary>
public sealed class CollectorOptions
{
    /// <value>Bytes of one request's body as sent. 1 MiB by default.</value>
    [Range(1, int.MaxValue / 2)]
    public int MaxBodyBytes { get; init; } = 1 << 20;

    /// <value>Bytes of one request's body after gunzipping. 8 MiB by default.</value>
    [Range(1, int.MaxValue / 2)]
    public int MaxExpandedBytes { get; init; } = 8 << 20;

    /// <value>Events in one request. 5,000 by default.</value>
    [Range(1, 1_000_000)]
    public int MaxEvents { get; init; } = 5_000;

    /// <value>Bytes that may wait to be stored before requests are turned away. 64 MiB by default.</value>
    [Range(1, long.MaxValue)]
    public long MaxWaitingBytes { get; init; } = 64L << 20;

    /// <value>Bytes at which the waiting events are stored at once. 16 MiB by default.</value>
    [Range(1, long.MaxValue)]
    public long FlushBytes { get; init; } = 16L << 20;

    /// <value>
    /// How long the first waiting event waits for others to share its object with, which is also how long a client waits for
    /// its answer. 2 seconds by default.
    /// </value>
    public TimeSpan FlushAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <value>What clients are told to wait when they are turned away. 5 seconds by default.</value>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);
}
