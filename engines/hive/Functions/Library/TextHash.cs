using Nonolive.Hive.Native;

namespace Nonolive.Hive.Functions.Library;

/// <summary>The hash of a text: 31·h + byte over its signed UTF-8 bytes.</summary>
internal static class TextHash
{
    public static ScalarFunction Function { get; } = new("hv_hash_text", ["VARCHAR"], "INTEGER", (arguments, result) =>
    {
        var texts = arguments[0];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (texts.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var hash = 0;
            foreach (var octet in texts.Utf8(row))
                hash = unchecked((hash * 31) + (sbyte)octet);
            result.Set(row, hash);
        }
    });

    /// <summary>Double.doubleToLongBits, folded to 32 bits.</summary>
    public static ScalarFunction OfDouble { get; } = new("hv_hash_double", ["DOUBLE"], "INTEGER", (arguments, result) =>
    {
        var numbers = arguments[0];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (numbers.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            var bits = BitConverter.DoubleToInt64Bits(numbers.Value<double>(row));
            result.Set(row, unchecked((int)(bits ^ (bits >>> 32))));
        }
    });
}
