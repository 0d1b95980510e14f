using System.Runtime.InteropServices;

namespace Nonolive.Simulator.Expected;

/// <summary>Counts by key.</summary>
internal sealed class Tally<TKey> : Dictionary<TKey, long> where TKey : notnull
{
    /// <summary>Adds to a key's count.</summary>
    public void Plus(TKey key, long amount = 1) => CollectionsMarshal.GetValueRefOrAddDefault(this, key, out _) += amount;

    /// <summary>A key's count, 0 where nothing was counted.</summary>
    public long Of(TKey key) => TryGetValue(key, out var count) ? count : 0;
}
