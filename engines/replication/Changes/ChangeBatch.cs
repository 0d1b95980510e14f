using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;

namespace Nonolive.Replication.Changes;

/// <summary>The files that changes are collected in until the batch is stored: one for each table, form and date folder.</summary>
internal sealed class ChangeBatch(ReplicationDefinition definition, TargetBucket bucket, TimeProvider time, Counters counters, long lastFileTime, Probe probe)
    : IDisposable
{
    private readonly Dictionary<string, OpenFile> _open = [];
    private readonly long _minFileSize = definition.Target.CdcMinFileSize * 1024L;

    public bool IsEmpty => _open.Count == 0;

    /// <summary>The time in the name of the last file, in milliseconds since 1970.</summary>
    public long LastFileTime { get; private set; } = lastFileTime;

    /// <summary>Whether a file has reached the size at which it is stored without waiting.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The file that a row of a table goes into; files of an older form must be stored first.</summary>
    public TableFile FileOf(CapturedRelation relation, long commitMicros)
    {
        var folder = relation.Table.Folder;
        if (!_open.TryGetValue(folder, out var open))
        {
            open = new OpenFile(relation, bucket.OpenChanges(relation.Layout), commitMicros);
            _open.Add(folder, open);
        }
        open.LastCommit = commitMicros;
        return open.File;
    }

    /// <summary>Whether a row would go into a file of another form or date folder, so that the batch must be stored before.</summary>
    public bool MustStoreBefore(CapturedRelation relation, long commitMicros) =>
        _open.TryGetValue(relation.Table.Folder, out var open)
        && (open.Relation.Signature != relation.Signature
            || (definition.Behaviour.DatePartitionClock == DatePartitionClock.Commit
                && bucket.Names.DateFolder(Moment(open.FirstCommit)) != bucket.Names.DateFolder(Moment(commitMicros))));

    public void EndRow(TableFile file)
    {
        file.EndRow();
        // Measuring a file costs something for each of its columns.
        if (file.Rows % 64 == 0 && file.Size >= _minFileSize)
            IsFull = true;
    }

    /// <summary>Drops what was collected of a table.</summary>
    public void Forget(string folder)
    {
        if (_open.Remove(folder, out var open))
            open.File.Dispose();
    }

    /// <summary>Stores all files.</summary>
    public async Task StoreAsync(CancellationToken cancellation)
    {
        foreach (var (folder, open) in _open.ToList())
        {
            var now = time.GetUtcNow();
            var key = await NameAsync(open, now, cancellation);
            probe.Reach("changes: before store");
            await bucket.StoreAsync(key, open.File, cancellation);
            probe.Reach("changes: stored");
            var table = open.Relation.Counter;
            table.Files++;
            counters.Latency = now - Moment(open.LastCommit);
            counters.Report(table, table.Inserts + table.Updates + table.Deletes);
            open.File.Dispose();
            _open.Remove(folder);
        }
        IsFull = false;
    }

    public void Dispose()
    {
        foreach (var open in _open.Values)
            open.File.Dispose();
        _open.Clear();
    }

    // Names have milliseconds: each is later than the last one, and none that is taken already.
    private async Task<string> NameAsync(OpenFile open, DateTimeOffset now, CancellationToken cancellation)
    {
        LastFileTime = Math.Max(LastFileTime + 1, now.ToUnixTimeMilliseconds());
        while (true)
        {
            var moment = DateTimeOffset.FromUnixTimeMilliseconds(LastFileTime);
            var partition = definition.Behaviour.DatePartitionClock == DatePartitionClock.Commit ? Moment(open.FirstCommit) : moment;
            var key = bucket.Names.Changes(open.Relation.Table, moment, partition);
            if (!await bucket.ExistsAsync(key, cancellation))
                return key;
            LastFileTime++;
        }
    }

    private static DateTimeOffset Moment(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * 10);

    private sealed class OpenFile(CapturedRelation relation, TableFile file, long firstCommit)
    {
        public CapturedRelation Relation { get; } = relation;

        public TableFile File { get; } = file;

        public long FirstCommit { get; } = firstCommit;

        public long LastCommit { get; set; } = firstCommit;
    }
}
