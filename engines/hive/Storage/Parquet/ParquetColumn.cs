using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage.Parquet;

/// <summary>
/// How a stored column becomes a table's column, by Hive 3.1's ETypeConverter: which physical types each type accepts, and what
/// happens to values out of range (NULL). Everything else fails there, so it is refused here.
/// </summary>
internal static class ParquetColumn
{
    private const string Remedy = "Declare the column in the type that is stored and convert it in the query, or write the files anew.";

    /// <summary>The SQL expression over the file's column.</summary>
    internal static string Expression(ParquetNode node, string column, HiveType type, string file)
    {
        var name = Sql.Name(node.Name);
        var wanted = type.DuckDb;
        if (!type.IsPrimitive)
        {
            CheckNested(node, column, type, file);
            return $"CAST({name} AS {wanted})";
        }
        return (node.Physical, type.Kind) switch
        {
            ("BOOLEAN", HiveKind.Boolean) => name,
            ("INT32", HiveKind.Date) when node.Annotation == "DATE" => name,
            ("INT32", _) when node.Annotation is "DATE" or "DECIMAL" or "TIME_MILLIS" => throw Refuse(node, column, type, file),
            ("INT32", >= HiveKind.TinyInt and <= HiveKind.Double) when node.Annotation == "UINT_32" =>
                $"TRY_CAST(TRY_CAST({name} AS INTEGER) AS {wanted})",
            ("INT32", >= HiveKind.TinyInt and <= HiveKind.Double) => $"TRY_CAST({name} AS {wanted})",
            ("INT64", >= HiveKind.TinyInt and <= HiveKind.Double) when node.IsLongTimestamp => $"TRY_CAST({Epoch(node, name)} AS {wanted})",
            ("INT64", _) when node.IsLongTimestamp || node.Annotation is "DECIMAL" or "TIME_MICROS" => throw Refuse(node, column, type, file),
            ("INT64", >= HiveKind.TinyInt and <= HiveKind.Double) => $"TRY_CAST({name} AS {wanted})",
            ("INT96", HiveKind.Timestamp) => $"CAST({name} AS TIMESTAMP)",
            ("FLOAT", HiveKind.Float or HiveKind.Double) => $"CAST({name} AS {wanted})",
            ("DOUBLE", HiveKind.Double) => name,
            ("BYTE_ARRAY" or "FIXED_LEN_BYTE_ARRAY", HiveKind.Decimal) when node.Annotation == "DECIMAL" => $"TRY_CAST({name} AS {wanted})",
            ("BYTE_ARRAY", HiveKind.Binary) when node.Annotation.Length == 0 => name,
            ("BYTE_ARRAY", HiveKind.Binary) when node.Annotation == "UTF8" => $"encode({name})",
            ("BYTE_ARRAY", HiveKind.String or HiveKind.Varchar or HiveKind.Char) when node.Annotation != "DECIMAL" =>
                Fit(node.Annotation.Length == 0 ? $"decode({name})" : $"CAST({name} AS VARCHAR)", type),
            _ => throw Refuse(node, column, type, file),
        };
    }

    /// <summary>varchar(n) is cut, char(n) also loses the spaces at its end.</summary>
    private static string Fit(string text, HiveType type) => type.Kind switch
    {
        HiveKind.Varchar => $"left({text}, {type.Precision})",
        HiveKind.Char => $"rtrim(left({text}, {type.Precision}), ' ')",
        _ => text,
    };

    // The number as it is stored: DuckDB has turned it into a timestamp already.
    private static string Epoch(ParquetNode node, string name) => node.Annotation switch
    {
        "TIMESTAMP_MILLIS" => $"epoch_ms({name})",
        "TIMESTAMP_NANOS" => $"epoch_ns({name})",
        _ => $"epoch_us({name})",
    };

    private static void CheckNested(ParquetNode node, string column, HiveType type, string file)
    {
        if (node.Physical is not null)
            throw Refuse(node, column, type, file);
        if (Holds(type, HiveKind.Timestamp) && FindLongTimestamp(node) is { } found)
            throw Refuse(found, column, HiveType.Timestamp, file);
    }

    private static bool Holds(HiveType type, HiveKind kind) => type.Kind == kind
        || (type.Element is { } element && Holds(element, kind))
        || (type.Key is { } key && Holds(key, kind))
        || type.Fields.Any(field => Holds(field.Type, kind));

    private static ParquetNode? FindLongTimestamp(ParquetNode node) =>
        node.IsLongTimestamp ? node : node.Children.Select(FindLongTimestamp).FirstOrDefault(found => found is not null);

    private static Nonolive.Pipeline.Errors.UserErrorException Refuse(ParquetNode node, string column, HiveType type, string file)
    {
        // HIVE-21215: before Hive 4 only INT96 is a timestamp.
        if (type.Kind == HiveKind.Timestamp && node.IsLongTimestamp)
        {
            return StorageFaults.WrongParquetType(file, column, node.Text, "timestamp",
                "(org.apache.hadoop.io.LongWritable cannot be cast to TimestampWritableV2.) Declare the column as bigint and convert it in the "
                + $"query: from_unixtime or cast({column} / 1000000.0 as timestamp).");
        }
        return StorageFaults.WrongParquetType(file, column, node.Text, type.ToString(), Remedy);
    }
}
