using System.Text;

namespace Nonolive.Hive.Native;

/// <summary>A column of values that DuckDB wants filled; valid only during the call.</summary>
internal readonly unsafe struct OutputVector(nint vector)
{
    private readonly void* _data = DuckDBApi.VectorData(vector);

    internal void SetNull(int row)
    {
        var validity = DuckDBApi.VectorValidity(vector);
        if (validity == null)
        {
            DuckDBApi.EnsureValidityWritable(vector);
            validity = DuckDBApi.VectorValidity(vector);
        }
        validity[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Takes a NULL back, where a row may be written twice.</summary>
    internal void SetValid(int row)
    {
        var validity = DuckDBApi.VectorValidity(vector);
        if (validity != null)
            validity[row >> 6] |= 1UL << (row & 63);
    }

    internal void Set<T>(int row, T value)
        where T : unmanaged => ((T*)_data)[row] = value;

    /// <summary>Sets text; the bytes must be valid UTF-8, which DuckDB does not check here.</summary>
    internal void SetUtf8(int row, ReadOnlySpan<byte> text)
    {
        if (text.Length <= DuckDBStringValue.InlineLength)
        {
            ((DuckDBStringValue*)_data)[row].SetInline(text);
            return;
        }
        fixed (byte* bytes = text)
        {
            DuckDBApi.AssignUtf8(vector, (ulong)row, bytes, (ulong)text.Length);
        }
    }

    /// <summary>Sets the text that another row of this vector has, without another copy of it.</summary>
    internal void SetSameText(int row, int other) => ((DuckDBStringValue*)_data)[row] = ((DuckDBStringValue*)_data)[other];

    internal void SetText(int row, string? text)
    {
        const int onStack = 256;
        if (text is null)
        {
            SetNull(row);
        }
        else if (text.Length <= onStack)
        {
            Span<byte> bytes = stackalloc byte[onStack * 3];
            SetUtf8(row, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }
        else
        {
            SetUtf8(row, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Begins a list of <paramref name="length"/> elements and tells where they go in <see cref="Elements"/>.</summary>
    internal int BeginList(int row, int length)
    {
        var offset = DuckDBApi.ListSize(vector);
        var size = offset + (ulong)length;
        if (DuckDBApi.ReserveList(vector, size) != 0 || DuckDBApi.SetListSize(vector, size) != 0)
            throw new InvalidOperationException("DuckDB has no room for a list's elements.");
        ((DuckDBListEntry*)_data)[row] = new DuckDBListEntry { Offset = offset, Length = (ulong)length };
        return (int)offset;
    }

    /// <summary>Makes a list shorter than it was begun.</summary>
    internal void SetListLength(int row, int length) => ((DuckDBListEntry*)_data)[row].Length = (ulong)length;

    /// <summary>The elements of all lists; fetch it anew after each <see cref="BeginList"/>, which may move them.</summary>
    internal OutputVector Elements => new(DuckDBApi.ListChild(vector));

    /// <summary>A member of a struct.</summary>
    internal OutputVector Member(int index) => new(DuckDBApi.StructChild(vector, (ulong)index));
}
