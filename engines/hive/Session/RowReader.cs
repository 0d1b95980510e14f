using System.Data.Common;
using System.Runtime.CompilerServices;
using Nonolive.Hive.Emit;
using Nonolive.Hive.Binding;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Session;

/// <summary>Reads a DuckDB result as Hive values.</summary>
internal static class RowReader
{
    /// <summary>
    /// A query whose columns .NET can hold: wide decimals, whose digits exceed System.Decimal, and intervals become text.
    /// </summary>
    public static string Readable(BoundQuery query)
    {
        if (!query.Columns.Any(column => AsText(column.Type)))
            return query.Sql;
        var items = query.Columns.Select(column => AsText(column.Type)
            ? $"{(column.Type.Kind == HiveKind.Decimal ? $"CAST({Sql.Name(column.SqlName)} AS VARCHAR)" : Casts.Convert(Sql.Name(column.SqlName), column.Type, HiveType.String))} AS {Sql.Name(column.SqlName)}"
            : Sql.Name(column.SqlName));
        return $"SELECT {string.Join(", ", items)} FROM ({query.Sql})";
    }

    public static async IAsyncEnumerable<object?[]> ReadAsync(DbDataReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object?[reader.FieldCount];
            for (var index = 0; index < row.Length; index++)
                row[index] = reader.IsDBNull(index) ? null : Plain(reader.GetValue(index));
            yield return row;
        }
    }

    private static bool AsText(HiveType type) => (type.Kind == HiveKind.Decimal && type.Precision > 28) || type.Kind is HiveKind.IntervalDayTime or HiveKind.IntervalYearMonth;

    private static object Plain(object value)
    {
        if (value is not Stream stream)
            return value;
        using var bytes = new MemoryStream();
        using (stream)
            stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
