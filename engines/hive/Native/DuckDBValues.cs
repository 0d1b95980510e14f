using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nonolive.Hive.Native;

/// <summary><c>duckdb_result</c>: passed by value, so its size matters and its first fields do not.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDBResultHandle
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _error;
    private readonly nint _internal;
}

/// <summary><c>duckdb_type</c>: the types that Hive's map to.</summary>
internal enum DuckDBTypeId
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Interval = 15,
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampS = 20,
    TimestampMs = 21,
    TimestampNs = 22,
    List = 24,
    Struct = 25,
    Map = 26,
    TimestampTz = 31,
    Any = 34,
}

/// <summary><c>duckdb_string_t</c>: sixteen bytes, the text itself where it is at most twelve bytes long.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckDBStringValue
{
    internal const int InlineLength = 12;

    [FieldOffset(0)]
    internal uint Length;

    [FieldOffset(4)]
    private readonly byte _inline;

    [FieldOffset(8)]
    private readonly byte* _pointer;

    internal ReadOnlySpan<byte> Bytes =>
        Length <= InlineLength
            ? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef(in _inline), (int)Length)
            : new ReadOnlySpan<byte>(_pointer, (int)Length);

    /// <summary>Makes it a text of at most <see cref="InlineLength"/> bytes; the bytes behind it are zero, because DuckDB compares all sixteen.</summary>
    internal void SetInline(ReadOnlySpan<byte> text)
    {
        this = default;
        Length = (uint)text.Length;
        text.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in _inline), text.Length));
    }
}

/// <summary><c>duckdb_list_entry</c>: where a row's elements stand in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDBListEntry
{
    internal ulong Offset;
    internal ulong Length;
}
