using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Text;

/// <summary>
/// Puts a field's text into a vector as a value of the column's type, by the Lazy* classes of serde2/lazy: what cannot be
/// read is NULL, never an error.
/// </summary>
internal abstract class LazyValue
{
    /// <summary>Writes the value; the text is not the NULL text.</summary>
    internal abstract void Write(OutputVector vector, int row, ReadOnlySpan<byte> text);

    /// <summary>Writes the same text again, which another row of the vector already has.</summary>
    internal virtual void Repeat(OutputVector vector, int row, int other, ReadOnlySpan<byte> text) => Write(vector, row, text);

    /// <summary>Writes NULL; a struct's members must then be NULL too.</summary>
    internal virtual void WriteNull(OutputVector vector, int row) => vector.SetNull(row);

    /// <summary>The reader of a type at a nesting level (0: a column).</summary>
    internal static LazyValue Of(HiveType type, LazySimpleParameters parameters, int level = 1) => type.Kind switch
    {
        HiveKind.Array => new LazyArrayValue(Of(type.Element!, parameters, level + 1), parameters, level),
        HiveKind.Map => new LazyMapValue(Of(type.Key!, parameters, level + 2), Of(type.Element!, parameters, level + 2), parameters, level),
        HiveKind.Struct => new LazyStructValue([.. type.Fields.Select(field => Of(field.Type, parameters, level + 1))], parameters, level),
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => new LazyTextValue(type, parameters.Escape),
        HiveKind.Binary => new LazyBinaryValue(parameters.Escape),
        _ => new LazyPrimitiveValue(type),
    };
}

/// <summary>Numbers, booleans, dates and timestamps.</summary>
internal sealed class LazyPrimitiveValue(HiveType type) : LazyValue
{
    private const int LongestNumber = 512;

    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        if (!TryWrite(vector, row, text))
            vector.SetNull(row);
    }

    /// <summary>False, with nothing written, where the text is no value.</summary>
    internal bool TryWrite(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        long number;
        switch (type.Kind)
        {
            case HiveKind.Boolean:
                var isTrue = Ascii.EqualsIgnoreCase(text, "true"u8);
                vector.Set(row, (byte)(isTrue ? 1 : 0));
                return isTrue || Ascii.EqualsIgnoreCase(text, "false"u8);
            case HiveKind.TinyInt when NumberText.TryInteger(text, sbyte.MinValue, sbyte.MaxValue, out number):
                vector.Set(row, (sbyte)number);
                return true;
            case HiveKind.SmallInt when NumberText.TryInteger(text, short.MinValue, short.MaxValue, out number):
                vector.Set(row, (short)number);
                return true;
            case HiveKind.Int when NumberText.TryInteger(text, int.MinValue, int.MaxValue, out number):
                vector.Set(row, (int)number);
                return true;
            case HiveKind.BigInt when NumberText.TryInteger(text, long.MinValue, long.MaxValue, out number):
                vector.Set(row, number);
                return true;
            default:
                return type.Kind is >= HiveKind.Float and <= HiveKind.Timestamp && text.Length <= LongestNumber && TryWriteText(vector, row, text);
        }
    }

    private bool TryWriteText(OutputVector vector, int row, ReadOnlySpan<byte> bytes)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        if (Utf8.ToUtf16(bytes, buffer, out _, out var length) != OperationStatus.Done)
            return false;
        var text = buffer[..length];
        switch (type.Kind)
        {
            case HiveKind.Float when NumberText.TryDouble(text, out var real):
                // Float.parseFloat rounds once; for text of at most 17 digits the way over double gives the same but at exact ties.
                vector.Set(row, float.TryParse(text, out var direct) ? direct : (float)real);
                return true;
            case HiveKind.Double when NumberText.TryDouble(text, out var real):
                vector.Set(row, real);
                return true;
            case HiveKind.Decimal when NumberText.TryDecimal(text, type.Precision, type.Scale, out var unscaled):
                DecimalValues.Set(vector, row, unscaled, type.Precision);
                return true;
            // LazyUtils.isDateMaybe: shorter texts are not even tried.
            case HiveKind.Date when bytes.Length >= 8 && DateText.TryDate(text, out var days):
                vector.Set(row, days);
                return true;
            case HiveKind.Timestamp when bytes.Length >= 8 && DateText.TryTimestamp(text, out var micros):
                vector.Set(row, micros);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>string, varchar (cut) and char (cut, without the spaces at its end).</summary>
internal sealed class LazyTextValue(HiveType type, byte? escape) : LazyValue
{
    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        if (escape is { } mark && text.Contains(mark))
            text = Unescape(text, mark);
        if (type.Kind != HiveKind.String)
            text = Fit(text, type);
        if (Utf8.IsValid(text))
            vector.SetUtf8(row, text);
        else
            vector.SetText(row, Encoding.UTF8.GetString(text));
    }

    internal override void Repeat(OutputVector vector, int row, int other, ReadOnlySpan<byte> text) => vector.SetSameText(row, other);

    /// <summary>HiveVarchar and HiveChar count code points.</summary>
    internal static ReadOnlySpan<byte> Fit(ReadOnlySpan<byte> text, HiveType type)
    {
        if (type.Kind == HiveKind.String)
            return text;
        if (text.Length > type.Precision)
        {
            var points = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if ((text[i] & 0xC0) != 0x80 && ++points > type.Precision)
                {
                    text = text[..i];
                    break;
                }
            }
        }
        return type.Kind == HiveKind.Char ? text.TrimEnd((byte)' ') : text;
    }

    /// <summary>LazyUtils.copyAndEscapeStringDataToText: \r and \n are line ends, any other escaped character itself.</summary>
    internal static byte[] Unescape(ReadOnlySpan<byte> text, byte mark)
    {
        var result = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == mark && i < text.Length - 1)
            {
                c = text[++i];
                c = c == 'r' ? (byte)'\r' : c == 'n' ? (byte)'\n' : c;
            }
            result.Write([c]);
        }
        return result.WrittenSpan.ToArray();
    }
}

/// <summary>binary: Base64 where it is that, else the bytes (LazyBinary.decodeIfNeeded).</summary>
internal sealed class LazyBinaryValue(byte? escape) : LazyValue
{
    internal override void Write(OutputVector vector, int row, ReadOnlySpan<byte> text)
    {
        if (escape is { } mark && text.Contains(mark))
            text = LazyTextValue.Unescape(text, mark);
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) + 2];
        var status = Base64.DecodeFromUtf8(text, decoded, out _, out var written);
        vector.SetUtf8(row, status == OperationStatus.Done && written > 0 ? decoded.AsSpan(0, written) : text);
    }
}

/// <summary>Decimals as DuckDB stores them: in the smallest integer that their precision needs.</summary>
internal static class DecimalValues
{
    internal static void Set(OutputVector vector, int row, BigInteger unscaled, int precision)
    {
        switch (precision)
        {
            case <= 4:
                vector.Set(row, (short)unscaled);
                break;
            case <= 9:
                vector.Set(row, (int)unscaled);
                break;
            case <= 18:
                vector.Set(row, (long)unscaled);
                break;
            default:
                vector.Set(row, (Int128)unscaled);
                break;
        }
    }

    internal static Int128 Get(InputVector vector, int row, int precision) => precision switch
    {
        <= 4 => vector.Value<short>(row),
        <= 9 => vector.Value<int>(row),
        <= 18 => vector.Value<long>(row),
        _ => vector.Value<Int128>(row),
    };
}
