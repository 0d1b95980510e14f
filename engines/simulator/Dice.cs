namespace Nonolive.Simulator;

/// <summary>
/// Chance from a seed, the same on every machine and version. SplitMix64 (Steele, Lea, Flood: Fast splittable
/// pseudorandom number generators, OOPSLA 2014): tiny, and cheap to start anew for each viewer and day.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(params ReadOnlySpan<ulong> seeds)
    {
        foreach (var seed in seeds)
            _state = Mix(_state + seed + 0x9E3779B97F4A7C15);
    }

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>From 0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>From <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    public long Between(long from, long to) => to <= from ? from : from + (long)(Next() % (ulong)(to - from));

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Part() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Part() < share;

    /// <summary>Exponentially distributed around <paramref name="mean"/>.</summary>
    public double Exponential(double mean) => -Math.Log(1 - Part()) * mean;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    public Guid Uuid() => Uuid(Next(), Next(), 4);

    /// <summary>A UUIDv7 of a moment (RFC 9562, section 5.7).</summary>
    public Guid Uuid7(long milliseconds) => Uuid(((ulong)milliseconds << 16) | (Next() & 0xFFFF), Next(), 7);

    private static Guid Uuid(ulong high, ulong low, uint version)
    {
        high = (high & 0xFFFF_FFFF_FFFF_0FFF) | ((ulong)version << 12);
        low = (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;
        return new Guid(
            (uint)(high >> 32), (ushort)(high >> 16), (ushort)high, (byte)(low >> 56), (byte)(low >> 48), (byte)(low >> 40),
            (byte)(low >> 32), (byte)(low >> 24), (byte)(low >> 16), (byte)(low >> 8), (byte)low);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
