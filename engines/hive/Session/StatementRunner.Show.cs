using System.Text;
using System.Text.RegularExpressions;
using Nonolive.Hive.Functions;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Session;

/// <summary>SHOW and DESCRIBE.</summary>
internal sealed partial class StatementRunner
{
    private StatementResult Show(ShowStatement show)
    {
        switch (show.What)
        {
            case "databases":
                DefaultDatabase();
                return Names("database_name", Metastore.Databases().Select(one => one.Name), show.Pattern);
            case "tables" or "views":
                var database = FindDatabase(show.Database ?? Database, show.At).Name;
                return Names("tab_name", Metastore.Tables(database).Where(table => show.What == "tables" || table.ViewText is not null).Select(table => table.Name), show.Pattern);
            case "functions":
                return Names("tab_name", FunctionCatalog.Instance.All.Select(one => one.Name), show.Pattern);
            case "partitions":
                var table = Find(show.Table!);
                if (table.PartitionColumns.Count == 0)
                    throw HiveFault.Semantic($"Table {table.Name} is not a partitioned table", show.At);
                return Table(["partition"], Matching(table, show.Partition).Select(one => folders.PartitionFolder(table, one.Values)).Order(StringComparer.Ordinal).Select(one => new object?[] { one }));
            case "columns":
                return Names("field", Find(show.Table!).AllColumns.Select(column => column.Name), show.Pattern);
            case "create table":
                return Table(["createtab_stmt"], CreateText(Find(show.Table!)).Split('\n').Select(line => new object?[] { line }));
            default:
                var properties = Find(show.Table!).Properties;
                return show.Pattern is { } key ? Table(["prpt_name", "prpt_value"], [[properties.GetValueOrDefault(key, $"Table does not have property: {key}")]])
                    : Table(["prpt_name", "prpt_value"], properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new object?[] { pair.Key, pair.Value }));
        }
    }

    /// <summary>Hive's patterns: * for anything, | between alternatives, without regard to case.</summary>
    private static StatementResult Names(string column, IEnumerable<string> names, string? pattern)
    {
        var matcher = pattern is null ? null : new Regex($"^({Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\|", "|")})$", RegexOptions.IgnoreCase);
        return Table([column], names.Where(name => matcher?.IsMatch(name) ?? true).Select(name => new object?[] { name }));
    }

    private StatementResult Describe(DescribeStatement describe)
    {
        string[] heads = ["col_name", "data_type", "comment"];
        switch (describe.What)
        {
            case "database":
                var database = FindDatabase(describe.Name!, describe.At);
                return Table(["db_name", "comment", "location"], [[database.Name, database.Comment ?? "", database.Location]]);
            case "function":
                var function = FunctionCatalog.Instance.Find(describe.Name!) ?? throw HiveFault.Semantic($"Function '{describe.Name}' does not exist.", describe.At, Closest.Hint(describe.Name!, FunctionCatalog.Instance.All.Select(one => one.Name)));
                return Table(["tab_name"], function.Overloads.Select(overload => new object?[] { $"{function.Name}({string.Join(", ", overload.Parameters)}{(overload.Repeats ? "…" : "")}) -> {overload.Result}" }));
        }
        var table = Find(describe.Table!);
        if (describe.Column is not null)
        {
            var column = table.AllColumns.FirstOrDefault(one => one.Name == describe.Column) ?? throw HiveFault.Semantic($"Invalid column {describe.Column}", describe.At, Closest.Hint(describe.Column, table.AllColumns.Select(one => one.Name)));
            return Table(heads, [[column.Name, column.Type.ToString(), column.Comment ?? "from deserializer"]]);
        }
        var rows = table.AllColumns.Select(Row).ToList();
        if (table.PartitionColumns.Count > 0)
        {
            rows.AddRange([["", null, null], ["# Partition Information", null, null], ["# col_name", "data_type", "comment"]]);
            rows.AddRange(table.PartitionColumns.Select(Row));
        }
        if (describe.Extended || describe.Formatted)
        {
            rows.AddRange([["", null, null], ["# Detailed Table Information", null, null], ["Database:", table.Database, null],
                ["Location:", table.Location, null], ["Table Type:", table.ViewText is not null ? "VIRTUAL_VIEW" : table.IsExternal ? "EXTERNAL_TABLE" : "MANAGED_TABLE", null],
                ["SerDe Library:", table.Format.SerDe, null], ["InputFormat:", table.Format.InputFormat, null], ["OutputFormat:", table.Format.OutputFormat, null]]);
        }
        return Table(heads, rows);

        static object?[] Row(HiveColumn column) => [column.Name, column.Type.ToString(), column.Comment ?? ""];
    }

    private static string CreateText(HiveTable table)
    {
        if (table.ViewText is not null)
            return $"CREATE VIEW `{table.Database}.{table.Name}` AS {table.ViewText}";
        static string Quote(string text) => $"'{text.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n").Replace("\t", "\\t")}'";
        static string Column(HiveColumn column) => $"  `{column.Name}` {column.Type}{(column.Comment is null ? "" : $" COMMENT {Quote(column.Comment)}")}";
        static string Properties(IEnumerable<KeyValuePair<string, string>> pairs) =>
            string.Join(", \n", pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"  {Quote(pair.Key)}={Quote(pair.Value)}"));
        var text = new StringBuilder($"CREATE {(table.IsExternal ? "EXTERNAL " : "")}TABLE `{table.Database}.{table.Name}`(\n{string.Join(", \n", table.Columns.Select(Column))})");
        if (table.Comment is not null)
            text.Append($"\nCOMMENT {Quote(table.Comment)}");
        if (table.PartitionColumns.Count > 0)
            text.Append($"\nPARTITIONED BY ( \n{string.Join(", \n", table.PartitionColumns.Select(Column))})");
        if (table.Buckets > 0)
            text.Append($"\nCLUSTERED BY ( \n{string.Join(", \n", table.BucketColumns.Select(column => "  " + column))}) \nINTO {table.Buckets} BUCKETS");
        text.Append($"\nROW FORMAT SERDE \n  {Quote(table.Format.SerDe)} ");
        if (table.Format.Properties.Count > 0)
            text.Append($"\nWITH SERDEPROPERTIES ( \n{Properties(table.Format.Properties)}) ");
        text.Append($"\nSTORED AS INPUTFORMAT \n  {Quote(table.Format.InputFormat)} \nOUTPUTFORMAT \n  {Quote(table.Format.OutputFormat)}\nLOCATION\n  {Quote(table.Location)}");
        return table.Properties.Count == 0 ? text.ToString() : text.Append($"\nTBLPROPERTIES (\n{Properties(table.Properties)})").ToString();
    }
}
