using System.Text;
using Nonolive.Hive.Native;

namespace Nonolive.Hive.Semantics.Library;

/// <summary>Makes library functions of plain C# ones; NULL in any argument gives NULL.</summary>
internal static class Define
{
    internal const string Text = "VARCHAR";
    internal const string Bytes = "BLOB";
    internal const string Long = "BIGINT";
    internal const string Int = "INTEGER";
    internal const string Double = "DOUBLE";
    internal const string Date = "DATE";
    internal const string Timestamp = "TIMESTAMP";

    /// <summary>Computes one row; the arguments are known not to be NULL.</summary>
    internal delegate void Row(RowChunk arguments, int row, OutputVector result);

    internal static ScalarFunction Rows(string name, string[] parameters, string returns, Row body) => new(name, parameters, returns, (arguments, result) =>
    {
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (AnyNull(arguments, row))
                result.SetNull(row);
            else
                body(arguments, row, result);
        }
    });

    internal static ScalarFunction OfText(string name, Func<string, string?> body) =>
        Rows(name, [Text], Text, (arguments, row, result) => result.SetText(row, body(arguments[0].Text(row))));

    internal static ScalarFunction OfText(string name, Func<string, string, string?> body) => Rows(
        name, [Text, Text], Text, (arguments, row, result) => result.SetText(row, body(arguments[0].Text(row), arguments[1].Text(row))));

    internal static ScalarFunction OfText(string name, Func<string, string, string, string?> body) => Rows(
        name, [Text, Text, Text], Text,
        (arguments, row, result) => result.SetText(row, body(arguments[0].Text(row), arguments[1].Text(row), arguments[2].Text(row))));

    internal static void SetList(OutputVector result, int row, IReadOnlyList<string> values)
    {
        var at = result.BeginList(row, values.Count);
        var elements = result.Elements;
        for (var i = 0; i < values.Count; i++)
            elements.SetText(at + i, values[i]);
    }

    internal static void SetOrNull<T>(OutputVector result, int row, T? value)
        where T : unmanaged
    {
        if (value is { } known)
            result.Set(row, known);
        else
            result.SetNull(row);
    }

    /// <summary>The text as UTF-16, in the buffer where it fits.</summary>
    internal static ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8, Span<char> buffer)
    {
        if (utf8.Length > buffer.Length)
            return Encoding.UTF8.GetString(utf8);
        return buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static bool AnyNull(RowChunk arguments, int row)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].IsNull(row))
                return true;
        }
        return false;
    }
}
