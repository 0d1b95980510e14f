using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Changes;

/// <summary>Turns the messages of the change stream into rows of files, one message at a time.</summary>
internal sealed class ChangeApplier(
    ReplicationDefinition definition, IReadOnlyList<MappedTable> tables, SourceLookup lookup, TargetBucket bucket, ChangeBatch batch, ChangeSequence sequence,
    Counters counters)
{
    private readonly Dictionary<uint, CapturedRelation?> _relations = [];
    private readonly Tuple _old = new();
    private readonly Tuple _new = new();
    private readonly byte[] _timestamp = new byte[TimeValue.FormattedLength];
    private readonly byte[] _position = "00000000/00000000"u8.ToArray();
    private long _commit;

    /// <summary>Whether a transaction is under way, so that what was collected may be half of it.</summary>
    public bool IsInTransaction { get; private set; }

    /// <summary>Where the last whole transaction ends in the log.</summary>
    public ulong CommittedLsn { get; set; }

    /// <summary>Marks that <see cref="Marker"/> wrote into the log, seen in the running transaction.</summary>
    public List<string> SeenMarks { get; } = [];

    public async ValueTask ApplyAsync(ulong lsn, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        switch ((char)message.Span[0])
        {
            case 'B':
                Begin(message.Span);
                break;
            case 'C':
                Commit(message.Span);
                break;
            case 'R':
                var reader = new PgOutput(message.Span[1..]);
                await DescribeAsync(reader.Relation(), cancellation);
                break;
            case 'I':
                await InsertAsync(lsn, message, cancellation);
                break;
            case 'U':
                await UpdateAsync(lsn, message, cancellation);
                break;
            case 'D':
                await DeleteAsync(lsn, message, cancellation);
                break;
            case 'T':
                await TruncateAsync(message, cancellation);
                break;
            case 'M':
                if (Marker.Read(message.Span) is { } mark)
                    SeenMarks.Add(mark);
                break;
            case 'Y' or 'O':
                // Types are looked up in the catalog, and origins are of no use here.
                break;
            case var other:
                throw new InvalidDataException($"The change stream has a message '{other}', which this version of the protocol does not have.");
        }
    }

    private void Begin(ReadOnlySpan<byte> message)
    {
        var reader = new PgOutput(message[1..]);
        reader.Lsn();
        _commit = reader.Time();
        TimeValue.Format(_commit, _timestamp);
        sequence.Begin(_commit);
        IsInTransaction = true;
    }

    private void Commit(ReadOnlySpan<byte> message)
    {
        var reader = new PgOutput(message[1..]);
        reader.Char();
        reader.Lsn();
        CommittedLsn = reader.Lsn();
        IsInTransaction = false;
    }

    private async Task DescribeAsync(StreamRelation stream, CancellationToken cancellation)
    {
        var types = await lookup.TypesAsync(stream.Columns.Select(column => column.Type), cancellation);
        var known = tables.FirstOrDefault(table => table.Source.Schema == stream.Schema && table.Source.Name == stream.Name);
        var relation = CapturedRelation.Of(stream, types, known, definition, counters);
        if (relation is null)
            counters.Warn($"{stream.Schema}.{stream.Name} is no longer captured: no rule of the table mappings includes this name.");
        foreach (var warning in relation?.Table.Warnings ?? [])
            counters.Warn(warning);
        _relations[stream.Oid] = relation;
    }

    private async ValueTask InsertAsync(ulong lsn, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (ReadRows(message.Span) is not { } relation)
            return;
        if (await WriteAsync(relation, 'I', lsn, message, _new, cancellation))
            relation.Counter.Inserts++;
    }

    private async ValueTask UpdateAsync(ulong lsn, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (ReadRows(message.Span) is not { } relation)
            return;
        if (definition.Target.CdcInsertsOnly)
            return;
        if (IsKeyChanged(relation, message.Span) && definition.Behaviour.KeyChange == KeyChange.DeleteAndInsert)
        {
            if (!definition.Target.CdcInsertsAndUpdates)
                await WriteAsync(relation, 'D', lsn, message, _old, cancellation);
            await WriteAsync(relation, 'I', lsn, message, _new, cancellation);
        }
        else if (!await WriteAsync(relation, 'U', lsn, message, _new, cancellation))
        {
            return;
        }
        relation.Counter.Updates++;
    }

    private async ValueTask DeleteAsync(ulong lsn, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (ReadRows(message.Span) is not { } relation || definition.Target.CdcInsertsOnly || definition.Target.CdcInsertsAndUpdates)
            return;
        if (await WriteAsync(relation, 'D', lsn, message, _old, cancellation))
            relation.Counter.Deletes++;
    }

    // Reads the rows of a change: the old one or its key after O or K, the new one after N.
    private CapturedRelation? ReadRows(ReadOnlySpan<byte> message)
    {
        var reader = new PgOutput(message);
        var kind = reader.Char();
        var oid = reader.UInt();
        if (!_relations.TryGetValue(oid, out var relation))
            throw new InvalidDataException($"The change stream has a row of the relation {oid} before its description.");
        if (relation is null)
            return null;
        _old.Reset(0);
        _new.Reset(0);
        var mark = reader.Char();
        if (mark is 'O' or 'K')
        {
            reader.Tuple(_old);
            mark = kind == 'U' ? reader.Char() : ' ';
        }
        if (mark == 'N')
            reader.Tuple(_new);
        return relation;
    }

    private bool IsKeyChanged(CapturedRelation relation, ReadOnlySpan<byte> message)
    {
        if (_old.Count == 0)
            return false;
        foreach (var place in relation.KeyPlaces)
        {
            // With a full identity every column is called a key; the primary key is known from the start.
            if (relation.Stream.Identity == 'f' && !IsPrimaryKey(relation, place))
                continue;
            if (!_new.IsUntouched(place) && !_old.Value(place, message).SequenceEqual(_new.Value(place, message)))
                return true;
        }
        return false;
    }

    private bool IsPrimaryKey(CapturedRelation relation, int place) =>
        tables.FirstOrDefault(table => table.Source.FullName == relation.Table.Source.FullName)?.Source.Columns
            .Any(column => column.IsKey && column.Name == relation.Stream.Columns[place].Name) == true;

    private async ValueTask<bool> WriteAsync(
        CapturedRelation relation, char operation, ulong lsn, ReadOnlyMemory<byte> message, Tuple row, CancellationToken cancellation)
    {
        if (relation.Filters.Length > 0 && !relation.Passes(row, message.Span))
            return false;
        if (batch.MustStoreBefore(relation, _commit))
            await batch.StoreAsync(cancellation);
        var untouched = operation == 'D' ? null : await UntouchedAsync(relation, message, row, cancellation);
        Append(relation, operation, lsn, message.Span, row, untouched);
        return true;
    }

    private void Append(CapturedRelation relation, char operation, ulong lsn, ReadOnlySpan<byte> message, Tuple row, byte[]?[]? untouched)
    {
        var file = batch.FileOf(relation, _commit);
        var stamp = new RowStamp(operation, _timestamp, sequence.Next(lsn), Position(lsn));
        var columns = relation.Layout.Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            var place = relation.Places[i];
            if (columns[i].Role != ColumnRole.Data)
                stamp.AppendTo(file, i, columns[i], relation.Table);
            else if (place >= 0 && row.IsUntouched(place))
                AppendUntouched(file, i, place, message, untouched);
            else if (place < 0 || row.IsNull(place) || (operation == 'D' && relation.Stream.Identity != 'f' && !relation.Stream.Columns[place].IsKey))
                AppendNothing(file, i, isAbsent: operation == 'D' && place >= 0 && !relation.Stream.Columns[place].IsKey);
            else
                file.AppendText(i, row.Value(place, message));
        }
        batch.EndRow(file);
    }

    // A position in the log, as PostgreSQL writes it, with all its digits.
    private ReadOnlySpan<byte> Position(ulong lsn)
    {
        for (var i = _position.Length - 1; i >= 0; i--)
        {
            if (i == 8)
                continue;
            _position[i] = "0123456789ABCDEF"u8[(int)(lsn & 15)];
            lsn >>= 4;
        }
        return _position;
    }

    private void AppendUntouched(TableFile file, int column, int place, ReadOnlySpan<byte> message, byte[]?[]? untouched)
    {
        // With a full identity the old row has the value.
        if (_old.Count > 0 && !_old.IsNull(place) && !_old.IsUntouched(place) && _old.Value(place, message).Length > 0)
            file.AppendText(column, _old.Value(place, message));
        else if (untouched?[place] is { } value)
            file.AppendText(column, value);
        else
            file.AppendAbsent(column);
    }

    private static void AppendNothing(TableFile file, int column, bool isAbsent)
    {
        if (isAbsent)
            file.AppendAbsent(column);
        else
            file.AppendNull(column);
    }

    private async ValueTask<byte[]?[]?> UntouchedAsync(CapturedRelation relation, ReadOnlyMemory<byte> message, Tuple row, CancellationToken cancellation)
    {
        if (definition.Behaviour.UntouchedLargeValue == UntouchedLargeValue.Null)
            return null;
        List<int>? missing = null;
        foreach (var place in relation.Places)
        {
            if (place >= 0 && row.IsUntouched(place) && (_old.IsNull(place) || _old.IsUntouched(place)))
                (missing ??= []).Add(place);
        }
        if (missing is null)
            return null;
        var keys = relation.KeyPlaces
            .Where(place => relation.Stream.Identity != 'f' || IsPrimaryKey(relation, place))
            .Select(place => (relation.Stream.Columns[place].Name, row.Text(place, message.Span) ?? "")).ToList();
        return await lookup.ValuesAsync(relation.Stream, missing, keys, cancellation);
    }

    private async ValueTask TruncateAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        foreach (var oid in TruncatedRelations(message.Span))
        {
            if (_relations.GetValueOrDefault(oid) is not { } relation)
                continue;
            if (!definition.Behaviour.TruncateIsCaptured || !definition.Task.HandleTableTruncated)
            {
                counters.Warn($"TRUNCATE of {relation.Table.Source.FullName} was not captured: DMS does not process it for a PostgreSQL source.");
                continue;
            }
            // On an S3 target a truncate deletes all the table's files and its folder.
            batch.Forget(relation.Table.Folder);
            await bucket.ClearAsync(relation.Table, onlyLoad: false, cancellation);
        }
    }

    private static uint[] TruncatedRelations(ReadOnlySpan<byte> message)
    {
        var reader = new PgOutput(message[1..]);
        var oids = new uint[reader.Int()];
        reader.Char();
        for (var i = 0; i < oids.Length; i++)
            oids[i] = reader.UInt();
        return oids;
    }
}
