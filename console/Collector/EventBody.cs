using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Nonolive.WebConsole.Collector;

/// <summary>Reads the body of a request into single events, within limits, as bytes: what is broken must reach the lake as it came.</summary>
internal static class EventBody
{
    // Deeper nesting than this is one broken line; the check of each line is stricter.
    private const int SplitDepth = 10_000;

    // GZipStream ends quietly where a body was cut off or is followed by junk. A known member behind the body shows whether
    // it was read to its end: https://github.com/dotnet/runtime/issues/47563
    private static readonly byte[] EndMark = "NONO-END-OF-BODY"u8.ToArray();
    private static readonly byte[] EndMember = Gzip(EndMark);

    private static readonly string[] LineTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"];
    private const string ArrayType = "application/json";

    /// <exception cref="Pipeline.Errors.UserErrorException">Type, encoding or size are refused.</exception>
    public static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(HttpRequest request, CollectorOptions options, CancellationToken cancellation)
    {
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is null || (type != ArrayType && !LineTypes.Contains(type)))
            throw ConsoleErrors.UnknownContentType(type);
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
            throw ConsoleErrors.UnknownEncoding(encoding);

        // The limit is ours, so that the answer can say what it is.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (request.ContentLength > options.MaxBodyBytes)
            throw ConsoleErrors.BodyTooLarge(options.MaxBodyBytes, "bytes");
        var body = await ReadAsync(request.Body, options.MaxBodyBytes, "bytes", cancellation);
        if (encoding is "gzip" or "x-gzip")
            body = await GunzipAsync(body, options.MaxExpandedBytes, cancellation);

        var lines = type == ArrayType ? SplitJson(body) : SplitLines(body);
        return lines.Count <= options.MaxEvents ? lines : throw ConsoleErrors.BodyTooLarge(options.MaxEvents, "events");
    }

    private static async Task<byte[]> GunzipAsync(byte[] body, int limit, CancellationToken cancellation)
    {
        await using var gunzip = new GZipStream(new MemoryStream([.. body, .. EndMember]), CompressionMode.Decompress);
        try
        {
            var expanded = await ReadAsync(gunzip, limit + EndMark.Length, "bytes after gunzipping", cancellation);
            return expanded.AsSpan().EndsWith(EndMark) ? expanded[..^EndMark.Length] : throw ConsoleErrors.DamagedGzip();
        }
        catch (InvalidDataException e)
        {
            throw ConsoleErrors.DamagedGzip(e);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int limit, string what, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (content.Length + read > limit)
                throw ConsoleErrors.BodyTooLarge(limit, what);
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static List<ReadOnlyMemory<byte>> SplitLines(ReadOnlyMemory<byte> body)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.EndsWith("\r"u8))
                line = line[..^1];
            AddUnlessBlank(lines, line);
        }
        return lines;
    }

    /// <summary>The elements of an array, or one object. Where the text stops being JSON, the rest of it is one broken line.</summary>
    private static List<ReadOnlyMemory<byte>> SplitJson(byte[] body)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        var from = 0;
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = SplitDepth });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                from = (int)reader.BytesConsumed;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    from = (int)reader.BytesConsumed;
                    AddUnlessBlank(lines, OneLine(body.AsSpan(start..from)));
                }
            }
            else
            {
                reader.Skip();
                AddUnlessBlank(lines, OneLine(body.AsSpan(0, (int)reader.BytesConsumed)));
            }
            from = (int)reader.BytesConsumed;
            reader.Read();
        }
        catch (JsonException)
        {
            AddUnlessBlank(lines, OneLine(body.AsSpan(from).TrimStart(" \t\r\n,"u8)));
        }
        return lines;
    }

    // Between tokens a line end is only space, and inside a JSON string there can be none.
    private static byte[] OneLine(ReadOnlySpan<byte> json)
    {
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }

    private static void AddUnlessBlank(List<ReadOnlyMemory<byte>> lines, ReadOnlyMemory<byte> line)
    {
        if (line.Span.Trim(" \t\r\n"u8).Length > 0)
            lines.Add(line);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
