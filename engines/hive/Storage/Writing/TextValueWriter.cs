using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>The text of primitive values that LazySimpleSerDe and JsonSerDe have in common.</summary>
internal static class TextValueWriter
{
    /// <summary>
    /// Appends a number, boolean, date or timestamp. <paramref name="paddedDecimals"/>: all digits of the scale (text files) or
    /// none that are trailing zeros (JSON).
    /// </summary>
    internal static void Append(InputVector vector, int row, HiveType type, bool paddedDecimals, IBufferWriter<byte> output)
    {
        switch (type.Kind)
        {
            case HiveKind.Boolean:
                output.Write(vector.Value<byte>(row) != 0 ? "true"u8 : "false"u8);
                break;
            case HiveKind.TinyInt:
                Append(vector.Value<sbyte>(row), output);
                break;
            case HiveKind.SmallInt:
                Append(vector.Value<short>(row), output);
                break;
            case HiveKind.Int:
                Append(vector.Value<int>(row), output);
                break;
            case HiveKind.BigInt:
                Append(vector.Value<long>(row), output);
                break;
            case HiveKind.Float:
                Append(JavaText.OfFloat(vector.Value<float>(row)), output);
                break;
            case HiveKind.Double:
                Append(JavaText.OfDouble(vector.Value<double>(row)), output);
                break;
            case HiveKind.Decimal:
                var unscaled = DecimalValues.Get(vector, row, type.Precision);
                Append(paddedDecimals ? DecimalText.Of(unscaled, type.Scale) : DecimalText.Trimmed(unscaled, type.Scale), output);
                break;
            case HiveKind.Date:
                Append(DateText.OfDate(vector.Value<int>(row)), output);
                break;
            case HiveKind.Timestamp:
                Append(DateText.OfTimestamp(vector.Value<long>(row)), output);
                break;
            default:
                throw new InvalidOperationException($"{type} has no text of its own.");
        }
    }

    /// <summary>A char(n) value filled up with spaces, as HiveChar.getPaddedValue has it.</summary>
    internal static ReadOnlySpan<byte> Padded(ReadOnlySpan<byte> text, HiveType type)
    {
        if (type.Kind != HiveKind.Char)
            return text;
        var points = 0;
        foreach (var b in text)
            points += (b & 0xC0) == 0x80 ? 0 : 1;
        if (points >= type.Precision)
            return text;
        var padded = new byte[text.Length + type.Precision - points];
        text.CopyTo(padded);
        padded.AsSpan(text.Length).Fill((byte)' ');
        return padded;
    }

    /// <summary>The text of a dynamic partition's value: what Hive makes a folder name of.</summary>
    internal static string? PartitionText(InputVector vector, int row, HiveType type)
    {
        if (vector.IsNull(row))
            return null;
        if (type.IsText)
            return vector.Text(row);
        var buffer = new ArrayBufferWriter<byte>(32);
        Append(vector, row, type, paddedDecimals: false, buffer);
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static void Append(long value, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(20);
        Utf8Formatter.TryFormat(value, span, out var written);
        output.Advance(written);
    }

    private static void Append(string ascii, IBufferWriter<byte> output) => output.Advance(Encoding.ASCII.GetBytes(ascii, output.GetSpan(ascii.Length)));
}
