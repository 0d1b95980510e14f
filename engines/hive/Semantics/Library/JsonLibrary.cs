using System.Buffers;
using System.Text;
using Nonolive.Hive.Native;
using Nonolive.Hive.Semantics.Json;

namespace Nonolive.Hive.Semantics.Library;

internal static class JsonLibrary
{
    internal static readonly ScalarFunction[] All =
    [
        new("hv_get_json_object", ["VARCHAR", "VARCHAR"], "VARCHAR", GetJsonObject),
    ];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private static void GetJsonObject(RowChunk arguments, OutputVector result)
    {
        var json = arguments[0];
        var paths = arguments[1];
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(1024);
        // The path is nearly always a constant, so the last one is kept with its bytes.
        byte[] lastText = [];
        JsonPath? path = null;
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (json.IsNull(row) || paths.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var text = paths.Utf8(row);
            if (row == 0 || !text.SequenceEqual(lastText))
            {
                lastText = text.ToArray();
                path = JsonPath.Parse(Encoding.UTF8.GetString(text));
            }
            buffer.ResetWrittenCount();
            if (path is not null && Json.GetJsonObject.Evaluate(json.Utf8(row), path, buffer))
                result.SetUtf8(row, buffer.WrittenSpan);
            else
                result.SetNull(row);
        }
    }
}
