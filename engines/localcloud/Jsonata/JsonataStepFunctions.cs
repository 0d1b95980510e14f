using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>
/// The functions that Step Functions adds to JSONata (https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html).
/// $random is left out: nothing here may differ from run to run without a seed, and its sequence is not published.
/// </summary>
internal static class JsonataStepFunctions
{
    private const int LongestRange = 1000;

    public static readonly Builtin[] All =
    [
        new("partition", 2, 2, false, call => call[0] is Undefined ? call[0] : new JsonataArray(call.List(0).Chunk(Whole(call, 1)).Select(chunk => (object?)new JsonataArray(chunk)))),
        new("range", 3, 3, false, Range),
        new("hash", 2, 2, false, call => Convert.ToHexStringLower(Digest(call, Encoding.UTF8.GetBytes(call.Text(0))))),
        new("uuid", 0, 0, false, _ => Guid.NewGuid().ToString()),
        new("parse", 1, 1, false, Parse),
    ];

    private static int Whole(BuiltinCall call, int index) =>
        call.Number(index) is >= 1 and < int.MaxValue and var number && Math.Floor(number) == number ? (int)number : throw call.Wrong(index, "a whole number above 0");

    private static JsonataArray Range(BuiltinCall call)
    {
        var (from, to, step) = (call.Number(0), call.Number(1), call.Number(2));
        if (step == 0)
            throw call.Wrong(2, "a number other than 0");
        var count = Math.Floor((to - from) / step) + 1;
        if (count > LongestRange)
            throw new JsonataException($"$range gives at most {LongestRange} numbers", call.Position);
        return new JsonataArray(Enumerable.Range(0, (int)Math.Max(0, count)).Select(i => (object?)(from + (i * step))));
    }

    [SuppressMessage("Security", "CA5350", Justification = "The state machine names the algorithm.")]
    [SuppressMessage("Security", "CA5351", Justification = "The state machine names the algorithm.")]
    private static byte[] Digest(BuiltinCall call, byte[] data) => call.Text(1) switch
    {
        "MD5" => MD5.HashData(data),
        "SHA-1" => SHA1.HashData(data),
        "SHA-256" => SHA256.HashData(data),
        "SHA-384" => SHA384.HashData(data),
        "SHA-512" => SHA512.HashData(data),
        _ => throw call.Wrong(1, "one of MD5, SHA-1, SHA-256, SHA-384, SHA-512"),
    };

    private static object? Parse(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        try
        {
            return JsonataValues.FromJson(JsonNode.Parse(call.Text(0)));
        }
        catch (JsonException e)
        {
            throw new JsonataException($"$parse: this is not JSON: {e.Message}", call.Position);
        }
    }
}
