using System.Buffers;
using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Replication.Files;

/// <summary>Bytes of one column one after another, outside of the managed heap, so that Parquet can be pointed at them.</summary>
internal sealed unsafe class Arena(int capacity) : IDisposable
{
    private byte* _start = (byte*)NativeMemory.Alloc((nuint)capacity);
    private long _capacity = capacity;

    public long Length { get; private set; }

    public byte* Start => _start;

    /// <summary>Room for some more bytes; it is valid until the next call.</summary>
    public Span<byte> Extend(int length)
    {
        if (Length + length > _capacity)
        {
            _capacity = Math.Max(_capacity * 2, Length + length);
            _start = (byte*)NativeMemory.Realloc(_start, (nuint)_capacity);
        }
        var room = new Span<byte>(_start + Length, length);
        Length += length;
        return room;
    }

    public void Clear() => Length = 0;

    public void Dispose()
    {
        NativeMemory.Free(_start);
        _start = null;
    }
}

/// <summary>A column of byte arrays; subclasses say how a value of PostgreSQL becomes bytes.</summary>
internal abstract class ByteColumn(Node node, bool isRequired, int capacity) : ParquetColumn(node, isRequired, capacity)
{
    private readonly Arena _arena = new(capacity * 16);
    private int[] _lengths = new int[capacity];
    private int _count;

    public override long Bytes => _arena.Length + 4L * _count;

    public override void Dispose() => _arena.Dispose();

    protected void Append(ReadOnlySpan<byte> value) => value.CopyTo(Room(value.Length));

    protected Span<byte> Room(int length)
    {
        if (_count == _lengths.Length)
            Array.Resize(ref _lengths, _count * 2);
        _lengths[_count++] = length;
        AppendLevel(1);
        return _arena.Extend(length);
    }

    protected override unsafe void WriteValues(ColumnWriter writer, int rows, ReadOnlySpan<short> levels)
    {
        var values = ArrayPool<ByteArray>.Shared.Rent(_count);
        var position = _arena.Start;
        for (var i = 0; i < _count; i++)
        {
            values[i] = new ByteArray((IntPtr)position, _lengths[i]);
            position += _lengths[i];
        }
        ((ColumnWriter<ByteArray>)writer).WriteBatch(rows, levels, default, values.AsSpan(0, _count));
        ArrayPool<ByteArray>.Shared.Return(values);
    }

    protected override void Clear()
    {
        _arena.Clear();
        _count = 0;
    }
}

/// <summary>Text as PostgreSQL sends it; longer text than the LOB limit is cut.</summary>
internal sealed class TextColumn(Node node, bool isRequired, int capacity, LobLimit? limit = null) : ByteColumn(node, isRequired, capacity)
{
    public override void AppendBinary(ReadOnlySpan<byte> value) => AppendText(value);

    public override void AppendText(ReadOnlySpan<byte> value) => Append(limit is null ? value : limit.CutText(value));
}

/// <summary>jsonb, whose binary form is a version byte and text.</summary>
internal sealed class JsonbColumn(Node node, int capacity, LobLimit? limit) : ByteColumn(node, false, capacity)
{
    public override void AppendBinary(ReadOnlySpan<byte> value) => AppendText(value[1..]);

    public override void AppendText(ReadOnlySpan<byte> value) => Append(limit is null ? value : limit.CutText(value));
}

/// <summary>A boolean as the text <c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanTextColumn(Node node, int capacity) : ByteColumn(node, false, capacity)
{
    public override void AppendBinary(ReadOnlySpan<byte> value) => Append(value[0] != 0 ? "true"u8 : "false"u8);

    public override void AppendText(ReadOnlySpan<byte> value) => Append(value[0] == 't' ? "true"u8 : "false"u8);
}

/// <summary>uuid as 36 lower-case characters.</summary>
internal sealed class UuidColumn(Node node, int capacity) : ByteColumn(node, false, capacity)
{
    public override void AppendBinary(ReadOnlySpan<byte> value) =>
        new Guid(value, bigEndian: true).TryFormat(Room(36), out _, "D");

    public override void AppendText(ReadOnlySpan<byte> value) => Append(value);
}

/// <summary>bytea, whose text form is <c>\x</c> and hexadecimal digits.</summary>
internal sealed class ByteaColumn(Node node, int capacity, LobLimit? limit) : ByteColumn(node, false, capacity)
{
    public override void AppendBinary(ReadOnlySpan<byte> value) => Append(limit is null ? value : limit.CutBytes(value));

    public override void AppendText(ReadOnlySpan<byte> value)
    {
        var digits = value[2..];
        if (limit is not null)
            digits = limit.CutHex(digits);
        if (Convert.FromHexString(digits, Room(digits.Length / 2), out _, out _) != OperationStatus.Done)
            throw new FormatException($"{Node.Name} is not hexadecimal.");
    }
}

/// <summary>NUMERIC as fixed-length bytes of the least width that its precision needs, as DMS writes them.</summary>
internal sealed class DecimalColumn(Node node, int precision, int scale, int capacity, Action<string> warn) : ParquetColumn(node, false, capacity)
{
    private readonly int _width = Types.DecimalValue.Width(precision);
    private readonly Arena _arena = new(capacity * Types.DecimalValue.Width(precision));

    public override long Bytes => _arena.Length;

    public override void AppendBinary(ReadOnlySpan<byte> value)
    {
        if (Types.DecimalValue.TryReadBinary(value, precision, scale, out var unscaled))
            Append(unscaled);
        else
            AppendUnheld();
    }

    public override void AppendText(ReadOnlySpan<byte> value)
    {
        if (Types.DecimalValue.TryReadText(value, precision, scale, out var unscaled))
            Append(unscaled);
        else
            AppendUnheld();
    }

    public override void Dispose() => _arena.Dispose();

    protected override unsafe void WriteValues(ColumnWriter writer, int rows, ReadOnlySpan<short> levels)
    {
        var count = (int)(_arena.Length / _width);
        var values = ArrayPool<FixedLenByteArray>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
            values[i] = new FixedLenByteArray((IntPtr)(_arena.Start + (long)i * _width));
        ((ColumnWriter<FixedLenByteArray>)writer).WriteBatch(rows, levels, default, values.AsSpan(0, count));
        ArrayPool<FixedLenByteArray>.Shared.Return(values);
    }

    protected override void Clear() => _arena.Clear();

    private void Append(Int128 unscaled)
    {
        Types.DecimalValue.Write(unscaled, _arena.Extend(_width));
        AppendLevel(1);
    }

    private void AppendUnheld()
    {
        warn($"a value of '{Node.Name}' has no form as decimal({precision},{scale}) and was written as NULL");
        AppendNull();
    }
}
