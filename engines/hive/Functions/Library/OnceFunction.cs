using Nonolive.Hive.Native;

namespace Nonolive.Hive.Functions.Library;

/// <summary>
/// hv_once(condition): the condition itself. DuckDB believes that it may differ each time, and so computes it where it stands,
/// once a row, instead of moving it to where the columns it names are computed.
/// </summary>
internal static class OnceFunction
{
    public static ScalarFunction Function { get; } = new("hv_once", ["BOOLEAN"], "BOOLEAN", Evaluate) { Volatile = true };

    private static void Evaluate(RowChunk arguments, OutputVector result)
    {
        var conditions = arguments[0];
        for (var row = 0; row < arguments.Rows; row++)
        {
            if (conditions.IsNull(row))
                result.SetNull(row);
            else
                result.Set(row, conditions.Value<byte>(row));
        }
    }
}
