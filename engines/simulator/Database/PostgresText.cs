using System.Globalization;
using System.Text;

namespace Nonolive.Simulator.Database;

/// <summary>Values as PostgreSQL reads them from text.</summary>
internal static class PostgresText
{
    /// <summary>A value as the text of a literal, or null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "t" : "f",
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>A row as a line of COPY in text format (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").</summary>
    public static string CopyLine(Entity row) => string.Join('\t', row.Values.Select(value => Of(value) is { } text ? Escape(text) : "\\N")) + "\n";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }
}
