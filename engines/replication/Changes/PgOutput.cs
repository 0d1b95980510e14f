using System.Buffers.Binary;
using System.Text;

namespace Nonolive.Replication.Changes;

/// <summary>A column of a relation as the change stream describes it.</summary>
internal sealed record StreamColumn(string Name, uint Type, int Modifier, bool IsKey);

/// <summary>A table as the change stream describes it, before its first row and after each change of its form.</summary>
internal sealed record StreamRelation(uint Oid, string Schema, string Name, char Identity, IReadOnlyList<StreamColumn> Columns);

/// <summary>
/// Reads the messages of pgoutput
/// (https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html) out of their bytes.
/// </summary>
internal ref struct PgOutput(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public char Char() => (char)_bytes[_at++];

    public short Short() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public uint UInt() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public ulong Lsn() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public string Text()
    {
        var length = _bytes[_at..].IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(_bytes.Slice(_at, length));
        _at += length + 1;
        return text;
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        var taken = _bytes.Slice(_at, length);
        _at += length;
        return taken;
    }

    /// <summary>Microseconds since 1970 of a time that PostgreSQL counts from 2000.</summary>
    public long Time() => Long() + 10_957L * 86_400_000_000;

    public StreamRelation Relation()
    {
        var (oid, schema, name, identity) = (UInt(), Text(), Text(), Char());
        var columns = new StreamColumn[Short()];
        for (var i = 0; i < columns.Length; i++)
        {
            var isKey = (Char() & 1) != 0;
            columns[i] = new StreamColumn(Text(), UInt(), Int(), isKey);
        }
        return new StreamRelation(oid, schema, name, identity, columns);
    }

    /// <summary>Notes where the values of a row lie.</summary>
    public void Tuple(Tuple tuple)
    {
        tuple.Reset(Short());
        for (var i = 0; i < tuple.Count; i++)
        {
            var kind = Char();
            var length = kind is 't' or 'b' ? Int() : 0;
            tuple.Set(i, kind, _at, length);
            _at += length;
        }
    }
}

/// <summary>Where the values of one row lie in a message; reused from row to row.</summary>
internal sealed class Tuple
{
    private char[] _kinds = new char[32];
    private int[] _starts = new int[32];
    private int[] _lengths = new int[32];

    public int Count { get; private set; }

    public void Reset(int count)
    {
        Count = count;
        if (count > _kinds.Length)
            (_kinds, _starts, _lengths) = (new char[count], new int[count], new int[count]);
    }

    public void Set(int column, char kind, int start, int length) => (_kinds[column], _starts[column], _lengths[column]) = (kind, start, length);

    public bool IsNull(int column) => column >= Count || _kinds[column] == 'n';

    /// <summary>Whether the log lacks the value, because an update did not touch it and it is stored out of line.</summary>
    public bool IsUntouched(int column) => column < Count && _kinds[column] == 'u';

    public ReadOnlySpan<byte> Value(int column, ReadOnlySpan<byte> message) => message.Slice(_starts[column], _lengths[column]);

    public string? Text(int column, ReadOnlySpan<byte> message) =>
        IsNull(column) || IsUntouched(column) ? null : Encoding.UTF8.GetString(Value(column, message));
}
