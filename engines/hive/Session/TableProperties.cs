using Nonolive.Hive.Metastore;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Session;

/// <summary>Properties of tables and SerDes that change what a table's rows are, and that the engine does not have.</summary>
internal static class TableProperties
{
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        // 1, t and T are true, 0, f and F false.
        "hive.lazysimple.extended_boolean_literal",
        // Further patterns for timestamps.
        "timestamp.formats",
        // Texts in other encodings than UTF-8.
        "serialization.encoding",
        // Columns by place instead of name.
        "parquet.column.index.access",
        // Other separators of nested values.
        "hive.serialization.extend.nesting.levels",
        "hive.serialization.extend.additional.nesting.levels",
    };

    /// <summary>The columns that a table has: OpenCSVSerde makes each a string, whatever is declared.</summary>
    public static IReadOnlyList<HiveColumn> Declared(IReadOnlyList<HiveColumn> columns, HiveFormat format) =>
        format.SerDe == HiveFormat.OpenCsv ? [.. columns.Select(column => column with { Type = HiveType.String })] : columns;

    /// <summary>True, or a fault.</summary>
    public static bool Allowed(IReadOnlyDictionary<string, string> properties, int at)
    {
        Check(properties, at);
        return true;
    }

    public static void Check(IReadOnlyDictionary<string, string> properties, int at)
    {
        foreach (var (key, value) in properties)
        {
            if (Refused.Contains(key) && value is not ("false" or "" or "UTF-8" or "utf-8"))
                throw HiveFault.Refused($"The table property '{key}' = '{value}'", at);
        }
    }
}
