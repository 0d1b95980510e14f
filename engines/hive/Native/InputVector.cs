using System.Runtime.CompilerServices;
using System.Text;

namespace Nonolive.Hive.Native;

/// <summary>A column of values that DuckDB hands over; flat, valid only during the call.</summary>
internal readonly unsafe struct InputVector(nint vector)
{
    private readonly void* _data = DuckDBApi.VectorData(vector);
    private readonly ulong* _validity = DuckDBApi.VectorValidity(vector);

    /// <summary>The columns of a chunk, as many as <paramref name="columns"/> has room for.</summary>
    internal static void Fill(Span<InputVector> columns, nint chunk)
    {
        for (var index = 0; index < columns.Length; index++)
            columns[index] = new InputVector(DuckDBApi.ChunkVector(chunk, (ulong)index));
    }

    internal bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    internal T Value<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    /// <summary>The text's bytes; they live in the vector.</summary>
    internal ReadOnlySpan<byte> Utf8(int row)
    {
        // A ref into native memory: short texts stand in the vector itself.
        ref var value = ref Unsafe.AsRef<DuckDBStringValue>((DuckDBStringValue*)_data + row);
        return value.Bytes;
    }

    internal string Text(int row) => Encoding.UTF8.GetString(Utf8(row));

    internal string? TextOrNull(int row) => IsNull(row) ? null : Text(row);

    /// <summary>Where the elements of a list or map stand in <see cref="Elements"/>.</summary>
    internal (int Offset, int Length) List(int row)
    {
        var entry = ((DuckDBListEntry*)_data)[row];
        return ((int)entry.Offset, (int)entry.Length);
    }

    /// <summary>The elements of all lists; for a map, structs of key and value.</summary>
    internal InputVector Elements => new(DuckDBApi.ListChild(vector));

    /// <summary>A member of a struct.</summary>
    internal InputVector Member(int index) => new(DuckDBApi.StructChild(vector, (ulong)index));

    /// <summary>Whether the vector has the type of a SQL text; of nested types only the kind is compared.</summary>
    internal bool Is(string type)
    {
        var expected = LogicalTypes.Create(type);
        var found = DuckDBApi.VectorType(vector);
        var equal = DuckDBApi.GetTypeId(expected) == DuckDBApi.GetTypeId(found)
            && (DuckDBApi.GetTypeId(found) != DuckDBTypeId.Decimal
                || (DuckDBApi.DecimalInternalType(expected) == DuckDBApi.DecimalInternalType(found)
                    && DuckDBApi.DecimalScale(expected) == DuckDBApi.DecimalScale(found)));
        DuckDBApi.DestroyLogicalType(ref expected);
        DuckDBApi.DestroyLogicalType(ref found);
        return equal;
    }

    /// <summary>The logical type's number.</summary>
    internal DuckDBTypeId TypeId
    {
        get
        {
            var type = DuckDBApi.VectorType(vector);
            var id = DuckDBApi.GetTypeId(type);
            DuckDBApi.DestroyLogicalType(ref type);
            return id;
        }
    }
}
