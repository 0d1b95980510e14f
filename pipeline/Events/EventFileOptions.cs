using System.Security.Cryptography;

namespace Nonolive.Pipeline.Events;

/// <summary>How event files are named and cut.</summary>
public sealed class EventFileOptions
{
    /// <summary>The data bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The machine that collects; part of every object's name.</summary>
    public required string Host { get; init; }

    /// <value>Lines after which a batch is stored; 100,000 by default.</value>
    public int MaxLines { get; init; } = 100_000;

    /// <value>Uncompressed bytes after which a batch is stored; 64 MiB by default, one map task's worth.</value>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <value>Makes the unique part of a name from the batch's first arrival; a ULID with random bits by default.</value>
    public Func<DateTimeOffset, string> NewId { get; init; } = NewUlid;

    private static string NewUlid(DateTimeOffset time)
    {
        Span<byte> randomness = stackalloc byte[10];
        RandomNumberGenerator.Fill(randomness);
        return Ulid.NewUlid(time, randomness).ToString();
    }
}
