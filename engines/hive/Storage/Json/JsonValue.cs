using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Json;

/// <summary>Reads one JSON value into a vector by the column's type (JsonSerDe.extractCurrentField).</summary>
internal abstract class JsonValue
{
    /// <summary>Reads the value where the reader stands; a JSON null is NULL.</summary>
    /// <exception cref="FormatException">The value does not fit the type.</exception>
    internal void Write(ref JsonReader reader, OutputVector vector, int row)
    {
        if (reader.TakeNull())
        {
            WriteNull(vector, row);
            return;
        }
        vector.SetValid(row);
        WriteValue(ref reader, vector, row);
    }

    /// <summary>Checks the value without keeping it.</summary>
    internal abstract void Skip(ref JsonReader reader);

    internal virtual void WriteNull(OutputVector vector, int row) => vector.SetNull(row);

    protected abstract void WriteValue(ref JsonReader reader, OutputVector vector, int row);

    internal static JsonValue Of(HiveType type) => type.Kind switch
    {
        HiveKind.Array => new JsonArrayValue(Of(type.Element!)),
        HiveKind.Map => new JsonMapValue(type.Key!, Of(type.Element!)),
        HiveKind.Struct => new JsonStructValue(new JsonMembers([.. type.Fields.Select(field => field.Name)], [.. type.Fields.Select(field => Of(field.Type))])),
        _ => new JsonPrimitiveValue(type),
    };
}

/// <summary>Everything that is not nested.</summary>
internal sealed class JsonPrimitiveValue(HiveType type) : JsonValue
{
    internal override void Skip(ref JsonReader reader)
    {
        if (!reader.TakeNull())
            Convert(reader.Scalar(out var kind), kind);
    }

    protected override void WriteValue(ref JsonReader reader, OutputVector vector, int row)
    {
        var text = reader.Scalar(out var kind);
        if (type.IsText)
        {
            vector.SetUtf8(row, LazyTextValue.Fit(text, type));
            return;
        }
        var value = Convert(text, kind);
        switch (type.Kind)
        {
            case HiveKind.Boolean: vector.Set(row, (byte)value.Integer); break;
            case HiveKind.TinyInt: vector.Set(row, (sbyte)value.Integer); break;
            case HiveKind.SmallInt: vector.Set(row, (short)value.Integer); break;
            case HiveKind.Int or HiveKind.Date: vector.Set(row, (int)value.Integer); break;
            case HiveKind.BigInt or HiveKind.Timestamp: vector.Set(row, value.Integer); break;
            case HiveKind.Float: vector.Set(row, (float)value.Real); break;
            case HiveKind.Double: vector.Set(row, value.Real); break;
            case HiveKind.Binary: vector.SetUtf8(row, text); break;
            case HiveKind.Decimal:
                if (NumberText.TryDecimal(Encoding.UTF8.GetString(text), type.Precision, type.Scale, out var unscaled))
                    DecimalValues.Set(vector, row, unscaled, type.Precision);
                else
                    vector.SetNull(row);
                break;
            default: throw new FormatException($"{type} cannot be read from JSON");
        }
    }

    private (long Integer, double Real) Convert(ReadOnlySpan<byte> text, JsonToken kind)
    {
        switch (type.Kind)
        {
            case HiveKind.Boolean:
                // Boolean.valueOf of the token's text: "yes", 1 and "{" are all false.
                return (Ascii.EqualsIgnoreCase(text, "true"u8) ? 1 : 0, 0);
            case HiveKind.TinyInt: return (Integer(text, kind, sbyte.MinValue, sbyte.MaxValue), 0);
            case HiveKind.SmallInt: return (Integer(text, kind, short.MinValue, short.MaxValue), 0);
            case HiveKind.Int: return (Integer(text, kind, int.MinValue, int.MaxValue), 0);
            case HiveKind.BigInt: return (Integer(text, kind, long.MinValue, long.MaxValue), 0);
            case HiveKind.Float or HiveKind.Double:
                return (0, double.Parse(RequireNumber(text, kind), System.Globalization.CultureInfo.InvariantCulture));
            case HiveKind.Date:
                return DateText.TryDate(Encoding.UTF8.GetString(text), out var days)
                    ? (days, 0)
                    : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is no date");
            case HiveKind.Timestamp:
                return DateText.TryTimestamp(Encoding.UTF8.GetString(text), out var micros)
                    ? (micros, 0)
                    : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is no timestamp");
            default:
                return default;
        }
    }

    // JsonNumericParserBase.convertNumberToInt/Long: a fraction is cut off, a number out of range is an error.
    private long Integer(ReadOnlySpan<byte> text, JsonToken kind, long least, long most)
    {
        RequireNumber(text, kind);
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return NumberText.TryInteger(text, least, most, out var value)
                ? value
                : throw new FormatException($"Numeric value ({Encoding.UTF8.GetString(text)}) out of range of {type}");
        }
        var real = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return real >= least && real <= most
            ? (long)real
            : throw new FormatException($"Numeric value ({Encoding.UTF8.GetString(text)}) out of range of {type}");
    }

    private ReadOnlySpan<byte> RequireNumber(ReadOnlySpan<byte> text, JsonToken kind) => kind == JsonToken.Number
        ? text
        : throw new FormatException($"Current token ({kind}: {Encoding.UTF8.GetString(text)}) not numeric, can not use numeric value accessors for {type}");
}
