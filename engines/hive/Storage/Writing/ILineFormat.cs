using System.Buffers;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Json;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Writes a row as a line, without the line's end.</summary>
internal interface ILineFormat
{
    void Append(RowChunk rows, int row, IBufferWriter<byte> output);
}

/// <summary>LazySimpleSerDe.serialize.</summary>
internal sealed class LazySimpleFormat(IReadOnlyList<HiveType> types, LazySimpleParameters parameters) : ILineFormat
{
    private readonly bool[] _needsEscape = NeedsEscape(parameters);

    public void Append(RowChunk rows, int row, IBufferWriter<byte> output)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (i > 0)
                output.Write([parameters.Separators[0]]);
            Append(rows[i], row, types[i], 1, output);
        }
    }

    private void Append(InputVector vector, int row, HiveType type, int level, IBufferWriter<byte> output)
    {
        if (vector.IsNull(row))
        {
            output.Write(parameters.NullText);
            return;
        }
        switch (type.Kind)
        {
            case HiveKind.String or HiveKind.Varchar or HiveKind.Char:
                AppendEscaped(TextValueWriter.Padded(vector.Utf8(row), type), output);
                break;
            case HiveKind.Binary:
                var encoded = Convert.ToBase64String(vector.Utf8(row));
                output.Advance(System.Text.Encoding.ASCII.GetBytes(encoded, output.GetSpan(encoded.Length)));
                break;
            case HiveKind.Array:
                var (from, count) = vector.List(row);
                for (var i = 0; i < count; i++)
                {
                    if (i > 0)
                        output.Write([parameters.Separators[level]]);
                    Append(vector.Elements, from + i, type.Element!, level + 1, output);
                }
                break;
            case HiveKind.Map:
                var (first, entries) = vector.List(row);
                for (var i = 0; i < entries; i++)
                {
                    if (i > 0)
                        output.Write([parameters.Separators[level]]);
                    Append(vector.Elements.Member(0), first + i, type.Key!, level + 2, output);
                    output.Write([parameters.Separators[level + 1]]);
                    Append(vector.Elements.Member(1), first + i, type.Element!, level + 2, output);
                }
                break;
            case HiveKind.Struct:
                for (var i = 0; i < type.Fields.Count; i++)
                {
                    if (i > 0)
                        output.Write([parameters.Separators[level]]);
                    Append(vector.Member(i), row, type.Fields[i].Type, level + 1, output);
                }
                break;
            default:
                TextValueWriter.Append(vector, row, type, paddedDecimals: true, output);
                break;
        }
    }

    // LazyUtils.writeEscaped.
    private void AppendEscaped(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        if (parameters.Escape is not { } escape)
        {
            output.Write(text);
            return;
        }
        foreach (var c in text)
        {
            if (!_needsEscape[c])
                output.Write([c]);
            else
                output.Write([escape, c == '\r' ? (byte)'r' : c == '\n' ? (byte)'n' : c]);
        }
    }

    private static bool[] NeedsEscape(LazySimpleParameters parameters)
    {
        var needs = new bool[256];
        if (parameters.Escape is not { } escape)
            return needs;
        needs[escape] = true;
        // numSeparators is 8 unless nesting levels are extended, which the engine does not support.
        foreach (var separator in parameters.Separators.Take(8))
            needs[separator] = true;
        if (parameters.EscapeLineEnds)
            needs['\r'] = needs['\n'] = true;
        return needs;
    }
}

/// <summary>JsonSerDe.serialize: every column, NULL as null, map keys in quotes.</summary>
internal sealed class JsonFormat(IReadOnlyList<string> names, IReadOnlyList<HiveType> types) : ILineFormat
{
    private readonly byte[][] _names = [.. names.Select(name => System.Text.Encoding.UTF8.GetBytes($"\"{name}\":"))];

    public void Append(RowChunk rows, int row, IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < types.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            output.Write(_names[i]);
            Append(rows[i], row, types[i], output);
        }
        output.Write("}"u8);
    }

    private static void Append(InputVector vector, int row, HiveType type, IBufferWriter<byte> output)
    {
        if (vector.IsNull(row))
        {
            output.Write("null"u8);
            return;
        }
        switch (type.Kind)
        {
            case HiveKind.String or HiveKind.Varchar or HiveKind.Char or HiveKind.Binary:
                AppendQuoted(TextValueWriter.Padded(vector.Utf8(row), type), output);
                break;
            case HiveKind.Date or HiveKind.Timestamp:
                output.Write("\""u8);
                TextValueWriter.Append(vector, row, type, paddedDecimals: false, output);
                output.Write("\""u8);
                break;
            case HiveKind.Array:
                AppendArray(vector, row, type, output);
                break;
            case HiveKind.Map:
                AppendMap(vector, row, type, output);
                break;
            case HiveKind.Struct:
                AppendStruct(vector, row, type, output);
                break;
            default:
                TextValueWriter.Append(vector, row, type, paddedDecimals: false, output);
                break;
        }
    }

    private static void AppendArray(InputVector vector, int row, HiveType type, IBufferWriter<byte> output)
    {
        var (from, count) = vector.List(row);
        output.Write("["u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            Append(vector.Elements, from + i, type.Element!, output);
        }
        output.Write("]"u8);
    }

    private static void AppendMap(InputVector vector, int row, HiveType type, IBufferWriter<byte> output)
    {
        var (from, count) = vector.List(row);
        var key = new ArrayBufferWriter<byte>();
        output.Write("{"u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            key.Clear();
            Append(vector.Elements.Member(0), from + i, type.Key!, key);
            var quoted = key.WrittenCount > 0 && key.WrittenSpan[0] == '"';
            output.Write(quoted ? ""u8 : "\""u8);
            output.Write(key.WrittenSpan);
            output.Write(quoted ? ":"u8 : "\":"u8);
            Append(vector.Elements.Member(1), from + i, type.Element!, output);
        }
        output.Write("}"u8);
    }

    private static void AppendStruct(InputVector vector, int row, HiveType type, IBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            AppendQuoted(System.Text.Encoding.UTF8.GetBytes(type.Fields[i].Name), output);
            output.Write(":"u8);
            Append(vector.Member(i), row, type.Fields[i].Type, output);
        }
        output.Write("}"u8);
    }

    // SerDeUtils.escapeString: as Jackson, but with small hexadecimal digits.
    private static void AppendQuoted(ReadOnlySpan<byte> text, IBufferWriter<byte> output) => JsonText.AppendQuoted(text, output, lowerHex: true);
}
