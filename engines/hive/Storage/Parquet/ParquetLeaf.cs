using System.Numerics;
using Nonolive.Hive.Native;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;
using ParquetSharp;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>A leaf column's levels and values until the row group is written.</summary>
internal abstract class ParquetLeaf
{
    private short[] _definitions = new short[1024];
    private short[] _repetitions = new short[1024];
    private int _levels;

    /// <summary>Roughly how much memory the values take.</summary>
    internal abstract long Bytes { get; }

    protected ReadOnlySpan<short> Definitions => _definitions.AsSpan(0, _levels);

    protected ReadOnlySpan<short> Repetitions => _repetitions.AsSpan(0, _levels);

    protected int Levels => _levels;

    internal void AppendLevel(short definition, short repetition)
    {
        if (_levels == _definitions.Length)
        {
            Array.Resize(ref _definitions, _levels * 2);
            Array.Resize(ref _repetitions, _levels * 2);
        }
        _definitions[_levels] = definition;
        _repetitions[_levels++] = repetition;
    }

    internal abstract void AppendValue(InputVector vector, int row);

    internal virtual void Write(ColumnWriter writer)
    {
        WriteBatch(writer);
        _levels = 0;
    }

    protected abstract void WriteBatch(ColumnWriter writer);

    internal static ParquetLeaf Of(HiveType type) => type.Kind switch
    {
        HiveKind.Boolean => new FixedLeaf<bool>((vector, row) => vector.Value<byte>(row) != 0),
        HiveKind.TinyInt => new FixedLeaf<int>((vector, row) => vector.Value<sbyte>(row)),
        HiveKind.SmallInt => new FixedLeaf<int>((vector, row) => vector.Value<short>(row)),
        HiveKind.Int or HiveKind.Date => new FixedLeaf<int>((vector, row) => vector.Value<int>(row)),
        HiveKind.BigInt => new FixedLeaf<long>((vector, row) => vector.Value<long>(row)),
        HiveKind.Float => new FixedLeaf<float>((vector, row) => vector.Value<float>(row)),
        HiveKind.Double => new FixedLeaf<double>((vector, row) => vector.Value<double>(row)),
        HiveKind.Timestamp => new FixedLeaf<Int96>((vector, row) => NanoTime(vector.Value<long>(row))),
        HiveKind.Decimal => new DecimalLeaf(type),
        HiveKind.String or HiveKind.Varchar or HiveKind.Char or HiveKind.Binary => new BytesLeaf(),
        _ => throw new InvalidOperationException($"{type} cannot be written to Parquet."),
    };

    /// <summary>ParquetHiveSerDe.PRECISION_TO_BYTE_COUNT: the bytes of the largest number and its sign.</summary>
    internal static int DecimalWidth(int precision) => (int)((BigInteger.Pow(10, precision) - 1).GetBitLength() + 1 + 7) / 8;

    // NanoTimeUtils: nanoseconds of the day, then the Julian day; 2440588 is 1970-01-01.
    private static Int96 NanoTime(long micros)
    {
        const long microsPerDay = 86_400_000_000;
        var days = Math.DivRem(micros, microsPerDay, out var ofDay);
        if (ofDay < 0)
        {
            days--;
            ofDay += microsPerDay;
        }
        var nanos = ofDay * 1000;
        return new Int96((int)nanos, (int)(nanos >> 32), (int)(days + 2_440_588));
    }
}

/// <summary>Gets a value out of a vector.</summary>
internal delegate T VectorGetter<out T>(InputVector vector, int row);

internal sealed class FixedLeaf<T>(VectorGetter<T> get) : ParquetLeaf
    where T : unmanaged
{
    private T[] _values = new T[1024];
    private int _count;

    internal override unsafe long Bytes => (long)_count * sizeof(T) + Levels * 4L;

    internal override void AppendValue(InputVector vector, int row)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = get(vector, row);
    }

    protected override void WriteBatch(ColumnWriter writer)
    {
        ((ColumnWriter<T>)writer).WriteBatch(Levels, Definitions, Repetitions, _values.AsSpan(0, _count));
        _count = 0;
    }
}

/// <summary>Values that are bytes; kept end to end until the writer needs their addresses.</summary>
internal abstract class BufferedLeaf : ParquetLeaf
{
    private byte[] _bytes = new byte[4096];
    private int _used;

    internal override long Bytes => _used + Levels * 4L;

    protected Span<byte> Reserve(int length)
    {
        while (_used + length > _bytes.Length)
            Array.Resize(ref _bytes, checked(_bytes.Length * 2));
        var span = _bytes.AsSpan(_used, length);
        _used += length;
        return span;
    }

    protected byte[] Content => _bytes;

    internal override void Write(ColumnWriter writer)
    {
        base.Write(writer);
        _used = 0;
    }
}

internal sealed class BytesLeaf : BufferedLeaf
{
    private readonly List<int> _lengths = [];

    internal override void AppendValue(InputVector vector, int row)
    {
        var text = vector.Utf8(row);
        text.CopyTo(Reserve(text.Length));
        _lengths.Add(text.Length);
    }

    protected override unsafe void WriteBatch(ColumnWriter writer)
    {
        fixed (byte* content = Content)
        {
            var values = new ByteArray[_lengths.Count];
            var at = content;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = new ByteArray((nint)at, _lengths[i]);
                at += _lengths[i];
            }
            ((ColumnWriter<ByteArray>)writer).WriteBatch(Levels, Definitions, Repetitions, values);
        }
        _lengths.Clear();
    }
}

internal sealed class DecimalLeaf(HiveType type) : BufferedLeaf
{
    private readonly int _width = DecimalWidth(type.Precision);
    private int _count;

    internal override void AppendValue(InputVector vector, int row)
    {
        var value = DecimalValues.Get(vector, row, type.Precision);
        var target = Reserve(_width);
        for (var i = _width - 1; i >= 0; i--, value >>= 8)
            target[i] = (byte)(value & 0xFF);
        _count++;
    }

    protected override unsafe void WriteBatch(ColumnWriter writer)
    {
        fixed (byte* content = Content)
        {
            var values = new FixedLenByteArray[_count];
            for (var i = 0; i < _count; i++)
                values[i] = new FixedLenByteArray((nint)(content + (long)i * _width));
            ((ColumnWriter<FixedLenByteArray>)writer).WriteBatch(Levels, Definitions, Repetitions, values);
        }
        _count = 0;
    }
}
