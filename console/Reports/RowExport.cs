using System.Text;
using System.Text.Json;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>Writes published rows as files, streaming: a report may be longer than what fits on a page.</summary>
internal static class RowExport
{
    /// <summary>
    /// Comma-separated values (RFC 4180) with a heading. A text that a spreadsheet would run as a formula gets an apostrophe
    /// before it, because names come from users: https://owasp.org/www-community/attacks/CSV_Injection
    /// </summary>
    public static async Task WriteCsvAsync(Stream output, IAsyncEnumerable<JsonElement> rows, Contract? contract, CancellationToken cancellation)
    {
        // Spreadsheets take a file for UTF-8 only with the mark at its beginning.
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        var names = contract?.Columns.Select(column => column.Name).ToList();
        if (names is not null)
            await writer.WriteLineAsync(string.Join(',', names).AsMemory(), cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (names is null)
            {
                names = [.. row.EnumerateObject().Select(property => property.Name)];
                await writer.WriteLineAsync(string.Join(',', names.Select(Quote)).AsMemory(), cancellation);
            }
            await writer.WriteLineAsync(string.Join(',', names.Select(name => row.TryGetProperty(name, out var value) ? Field(value) : "")).AsMemory(), cancellation);
        }
    }

    /// <summary>The manifest and the rows as they were published, number for number.</summary>
    public static async Task WriteJsonAsync(Stream output, Manifest manifest, IAsyncEnumerable<JsonElement> rows, CancellationToken cancellation)
    {
        await using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("report", manifest.Report);
        writer.WriteString("dt", Labels.Iso(manifest.Day));
        writer.WriteString("run_id", manifest.RunId);
        writer.WriteString("published_at", manifest.PublishedAt);
        writer.WriteNumber("schema_version", manifest.SchemaVersion);
        writer.WriteString("code_digest", manifest.CodeDigest);
        writer.WriteStartArray("audits");
        foreach (var check in manifest.Audits)
        {
            writer.WriteStartObject();
            writer.WriteString("name", check.Name);
            writer.WriteBoolean("passed", check.Passed);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteNumber("row_count", manifest.Rows);
        writer.WriteStartArray("rows");
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            row.WriteTo(writer);
            if (writer.BytesPending > 32 * 1024)
                await writer.FlushAsync(cancellation);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Field(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Quote(Harmless(value.GetString()!)),
        JsonValueKind.Number => value.GetRawText(),
        _ => Quote(value.GetRawText()),
    };

    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
