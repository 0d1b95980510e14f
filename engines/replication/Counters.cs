using System.Collections.Concurrent;
using Nonolive.Replication.Mapping;

namespace Nonolive.Replication;

/// <summary>What a task counts, written by its workers and read by anyone.</summary>
internal sealed class Counters(IProgress<ReplicationProgress>? progress)
{
    private readonly ConcurrentDictionary<string, Table> _tables = new();
    private readonly ConcurrentDictionary<string, int> _warnings = new();
    private int _order;

    public ReplicationPhase Phase { get; private set; }

    public ulong? StoredLsn { get; set; }

    public TimeSpan? Latency { get; set; }

    public void Enter(ReplicationPhase phase)
    {
        Phase = phase;
        progress?.Report(new ReplicationProgress(phase, null, 0, 0));
    }

    public Table Of(MappedTable table) => _tables.GetOrAdd(table.Source.FullName, _ => new Table(table));

    public void Report(Table table, long rows) =>
        progress?.Report(new ReplicationProgress(Phase, table.Mapped.Source.FullName, rows, table.Mapped.Source.EstimatedRows));

    public void Warn(string warning) => _warnings.TryAdd(warning, Interlocked.Increment(ref _order));

    public ReplicationStatus Snapshot() => new(
        Phase, [.. _tables.Values.OrderBy(table => table.Mapped.Source.FullName, StringComparer.Ordinal).Select(table => table.Snapshot())],
        StoredLsn is { } lsn ? $"{lsn >> 32:X}/{lsn & 0xffffffff:X}" : null, Latency, [.. _warnings.OrderBy(pair => pair.Value).Select(pair => pair.Key)]);

    public sealed class Table(MappedTable mapped)
    {
        public MappedTable Mapped { get; } = mapped;

        public bool IsLoaded { get; set; }

        public long Loaded { get; set; }

        public long Inserts { get; set; }

        public long Updates { get; set; }

        public long Deletes { get; set; }

        public long Files { get; set; }

        public TableStatus Snapshot() =>
            new(Mapped.Source.Schema, Mapped.Source.Name, IsLoaded, Loaded, Mapped.Source.EstimatedRows, Inserts, Updates, Deletes, Files);
    }
}
