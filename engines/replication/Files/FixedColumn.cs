using System.Buffers.Binary;
using System.Buffers.Text;
using Nonolive.Replication.Types;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Replication.Files;

/// <summary>A column whose values all have one size.</summary>
internal abstract class FixedColumn<T>(Node node, int capacity) : ParquetColumn(node, false, capacity)
    where T : unmanaged
{
    private T[] _values = new T[capacity];
    private int _count;

    public override unsafe long Bytes => (long)_count * sizeof(T);

    public override void AppendBinary(ReadOnlySpan<byte> value) => Append(FromBinary(value));

    public override void AppendText(ReadOnlySpan<byte> value) => Append(FromText(value));

    public override void Dispose()
    {
    }

    protected abstract T FromBinary(ReadOnlySpan<byte> value);

    protected abstract T FromText(ReadOnlySpan<byte> value);

    protected override void WriteValues(ColumnWriter writer, int rows, ReadOnlySpan<short> levels) =>
        ((ColumnWriter<T>)writer).WriteBatch(rows, levels, default, _values.AsSpan(0, _count));

    protected override void Clear() => _count = 0;

    private void Append(T value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
        AppendLevel(1);
    }
}

internal sealed class BooleanColumn(Node node, int capacity) : FixedColumn<bool>(node, capacity)
{
    protected override bool FromBinary(ReadOnlySpan<byte> value) => value[0] != 0;

    protected override bool FromText(ReadOnlySpan<byte> value) => value[0] == 't';
}

internal sealed class Int2Column(Node node, int capacity) : FixedColumn<int>(node, capacity)
{
    protected override int FromBinary(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt16BigEndian(value);

    protected override int FromText(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out int number, out _) ? number : throw new FormatException();
}

internal sealed class Int4Column(Node node, int capacity) : FixedColumn<int>(node, capacity)
{
    protected override int FromBinary(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value);

    protected override int FromText(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out int number, out _) ? number : throw new FormatException();
}

internal sealed class Int8Column(Node node, int capacity) : FixedColumn<long>(node, capacity)
{
    protected override long FromBinary(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value);

    protected override long FromText(ReadOnlySpan<byte> value) => Utf8Parser.TryParse(value, out long number, out _) ? number : throw new FormatException();
}

internal sealed class Real4Column(Node node, int capacity) : FixedColumn<float>(node, capacity)
{
    protected override float FromBinary(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadSingleBigEndian(value);

    protected override float FromText(ReadOnlySpan<byte> value) =>
        float.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException();
}

internal sealed class Real8Column(Node node, int capacity) : FixedColumn<double>(node, capacity)
{
    protected override double FromBinary(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadDoubleBigEndian(value);

    protected override double FromText(ReadOnlySpan<byte> value) =>
        double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException();
}

internal sealed class DateColumn(Node node, int capacity) : FixedColumn<int>(node, capacity)
{
    protected override int FromBinary(ReadOnlySpan<byte> value) => TimeValue.BinaryDate(value);

    protected override int FromText(ReadOnlySpan<byte> value) => TimeValue.TextDate(value);
}

/// <summary>TIME is TIME32 of DMS: milliseconds.</summary>
internal sealed class TimeColumn(Node node, int capacity) : FixedColumn<int>(node, capacity)
{
    protected override int FromBinary(ReadOnlySpan<byte> value) => (int)(BinaryPrimitives.ReadInt64BigEndian(value) / 1_000);

    protected override int FromText(ReadOnlySpan<byte> value) => (int)(TimeValue.TextTime(value) / 1_000);
}

internal sealed class TimestampColumn(Node node, int capacity, bool isMillis) : FixedColumn<long>(node, capacity)
{
    protected override long FromBinary(ReadOnlySpan<byte> value) => Unit(TimeValue.BinaryTimestamp(value));

    protected override long FromText(ReadOnlySpan<byte> value) => Unit(TimeValue.TextTimestamp(value));

    private long Unit(long micros) => isMillis ? TimeValue.FloorDivide(micros, 1_000) : micros;
}
