using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;

namespace Nonolive.Hive.Grammar;

/// <summary>CREATE TABLE and how its files are written.</summary>
internal sealed partial class Parser
{
    private CreateTable ReadCreateTable(int at, bool temporary, bool external)
    {
        var ifNotExists = IfNotExists();
        var table = new CreateTable(at, ReadTableName()) { IfNotExists = ifNotExists, External = external, Temporary = temporary };
        if (TryWord("like"))
        {
            table = table with { Like = ReadTableName() };
            table = table with { Location = TryWord("location") ? Text() : null };
            return TryWord("tblproperties") ? table with { Properties = ReadProperties() } : table;
        }
        if (AtSymbol("("))
            table = table with { Columns = Parenthesised(ReadColumn) };
        while (true)
        {
            if (TryWord("comment"))
                table = table with { Comment = Text() };
            else if (TryWords("partitioned", "by"))
                table = table with { Partitions = Parenthesised(ReadColumn) };
            else if (TryWords("clustered", "by"))
                table = ReadBuckets(table);
            else if (At("row", "format") || At("stored", "as"))
                table = table with { Format = ReadFormat() };
            else if (TryWord("location"))
                table = table with { Location = Text() };
            else if (TryWord("tblproperties"))
                table = table with { Properties = ReadProperties() };
            else if (TryWords("skewed", "by"))
                SkipSkew();
            else if (At("stored", "by"))
                throw Refuse("STORED BY a storage handler");
            else
                break;
        }
        return TryWord("as") ? table with { As = ReadQuery() } : table;
    }

    /// <summary>SKEWED BY (a) ON (1, 2) is a hint for joins; only with directories of its own would it change the layout.</summary>
    private void SkipSkew()
    {
        Parenthesised(() => Name("a column name"));
        Expect("on");
        Parenthesised(ReadExpression);
        if (At("stored", "as") && Peek(2).Is("directories"))
            throw Refuse("STORED AS DIRECTORIES");
    }

    private CreateTable ReadBuckets(CreateTable table)
    {
        var columns = Parenthesised(() => Name("a column name"));
        if (TryWords("sorted", "by"))
            Parenthesised(ReadOrderItem);
        Expect("into");
        var count = Integer("the number of buckets");
        Expect("buckets");
        return table with { Buckets = columns, BucketCount = count };
    }

    /// <summary>ROW FORMAT and STORED AS, in either order; text where neither stands.</summary>
    private HiveFormat ReadFormat()
    {
        var properties = new Dictionary<string, string>();
        string? serde = null;
        var format = HiveFormat.Text;
        while (true)
        {
            if (TryWords("row", "format", "serde"))
            {
                serde = Text("the SerDe's class in quotes");
                if (TryWords("with", "serdeproperties"))
                    properties = ReadProperties();
            }
            else if (TryWords("row", "format", "delimited"))
            {
                ReadDelimiters(properties);
            }
            else if (TryWords("stored", "as"))
            {
                format = ReadStoredAs();
            }
            else
            {
                return WithSerDe(format, serde, properties);
            }
        }
    }

    private static HiveFormat WithSerDe(HiveFormat format, string? serde, Dictionary<string, string> properties) =>
        serde is not null && BinarySerDes.Contains(serde) ? HiveFormat.Parquet
            : format.SerDe == HiveFormat.ParquetSerDe ? format : format with { SerDe = serde ?? format.SerDe, Properties = properties };

    /// <summary>SerDes of binary formats that the engine keeps as Parquet (docs/decisions/0401).</summary>
    private static readonly HashSet<string> BinarySerDes =
    [
        "org.apache.hadoop.hive.serde2.columnar.ColumnarSerDe", "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe",
        "org.apache.hadoop.hive.serde2.lazybinary.LazyBinarySerDe", "org.apache.hadoop.hive.ql.io.orc.OrcSerde", HiveFormat.ParquetSerDe,
    ];

    private void ReadDelimiters(Dictionary<string, string> properties)
    {
        while (true)
        {
            if (TryWords("fields", "terminated", "by"))
            {
                properties["field.delim"] = properties["serialization.format"] = Text();
                if (TryWords("escaped", "by"))
                    properties["escape.delim"] = Text();
            }
            else if (TryWords("collection", "items", "terminated", "by"))
            {
                // The key is spelt so in Hive's serdeConstants.
                properties["colelction.delim"] = Text();
            }
            else if (TryWords("map", "keys", "terminated", "by"))
            {
                properties["mapkey.delim"] = Text();
            }
            else if (TryWords("lines", "terminated", "by"))
            {
                var at = Current.At;
                properties["line.delim"] = Text();
                if (properties["line.delim"] != "\n" && properties["line.delim"] != "10")
                    throw HiveFault.Semantic("LINES TERMINATED BY only supports newline '\\n' right now.", at);
            }
            else if (TryWords("null", "defined", "as"))
            {
                properties["serialization.null.format"] = Text();
            }
            else
            {
                return;
            }
        }
    }

    private HiveFormat ReadStoredAs()
    {
        var at = Current.At;
        if (TryWord("inputformat"))
        {
            var input = Text("the input format's class in quotes");
            Expect("outputformat");
            var output = Text("the output format's class in quotes");
            return input.EndsWith(".RCFileInputFormat", StringComparison.Ordinal) || input.EndsWith(".SequenceFileInputFormat", StringComparison.Ordinal)
                || input.EndsWith(".OrcInputFormat", StringComparison.Ordinal) || input.EndsWith(".MapredParquetInputFormat", StringComparison.Ordinal)
                ? HiveFormat.Parquet : !input.EndsWith(".TextInputFormat", StringComparison.Ordinal) ? throw HiveFault.Refused($"The input format {input}", at, "The engine reads TEXTFILE, JSONFILE and PARQUET.")
                : HiveFormat.Text with { InputFormat = input, OutputFormat = output };
        }
        return Take().Text.ToLowerInvariant() switch
        {
            "textfile" => HiveFormat.Text,
            "parquet" => HiveFormat.Parquet,
            "jsonfile" => HiveFormat.Text with { SerDe = "org.apache.hadoop.hive.serde2.JsonSerDe" },
            // What the engine writes for these is Parquet; files of Hive itself are refused as no Parquet (docs/decisions/0401).
            "orc" or "rcfile" or "sequencefile" => HiveFormat.Parquet,
            var other => throw HiveFault.Refused($"STORED AS {other.ToUpperInvariant()}", at, "The engine reads TEXTFILE, JSONFILE and PARQUET."),
        };
    }
}
