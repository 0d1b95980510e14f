using Nonolive.Hive.Types;

namespace Nonolive.Hive.Metastore;

/// <summary>A column of a table.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Type">Its type.</param>
/// <param name="Comment">The comment, where one was given.</param>
public sealed record HiveColumn(string Name, HiveType Type, string? Comment = null);

/// <summary>How a table's files are read and written.</summary>
/// <param name="SerDe">The SerDe's Java class name.</param>
/// <param name="InputFormat">The input format's Java class name.</param>
/// <param name="OutputFormat">The output format's Java class name.</param>
/// <param name="Properties">SerDe properties: <c>field.delim</c>, <c>separatorChar</c>, <c>input.regex</c> ….</param>
public sealed record HiveFormat(string SerDe, string InputFormat, string OutputFormat, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The class of text tables.</summary>
    public const string LazySimple = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

    /// <summary>The class of JSON tables.</summary>
    public const string Json = "org.apache.hive.hcatalog.data.JsonSerDe";

    /// <summary>The class of CSV tables.</summary>
    public const string OpenCsv = "org.apache.hadoop.hive.serde2.OpenCSVSerde";

    /// <summary>The class of regular-expression tables.</summary>
    public const string Regex = "org.apache.hadoop.hive.serde2.RegexSerDe";

    /// <summary>The class of Parquet tables.</summary>
    public const string ParquetSerDe = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

    /// <summary>Text lines.</summary>
    public const string TextInput = "org.apache.hadoop.mapred.TextInputFormat";

    /// <summary>Text lines, written.</summary>
    public const string TextOutput = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";

    /// <summary>Parquet.</summary>
    public const string ParquetInput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";

    /// <summary>Parquet, written.</summary>
    public const string ParquetOutput = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";

    /// <summary>What CREATE TABLE gives when it says nothing.</summary>
    public static HiveFormat Text { get; } = new(LazySimple, TextInput, TextOutput, new Dictionary<string, string>());

    /// <summary>STORED AS PARQUET.</summary>
    public static HiveFormat Parquet { get; } = new(ParquetSerDe, ParquetInput, ParquetOutput, new Dictionary<string, string>());
}

/// <summary>A table or view as the metastore knows it; names are in lower case.</summary>
public sealed record HiveTable
{
    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Data columns, without the partition columns.</summary>
    public required IReadOnlyList<HiveColumn> Columns { get; init; }

    /// <value>Partition columns; none by default.</value>
    public IReadOnlyList<HiveColumn> PartitionColumns { get; init; } = [];

    /// <value>The folder, <c>s3://bucket/prefix</c>; empty for views.</value>
    public string Location { get; init; } = "";

    /// <value>Text by default, as in Hive.</value>
    public HiveFormat Format { get; init; } = HiveFormat.Text;

    /// <value>TBLPROPERTIES.</value>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <value>Whether DROP leaves the files.</value>
    public bool IsExternal { get; init; }

    /// <value>The query of a view; null for tables.</value>
    public string? ViewText { get; init; }

    /// <value>The table's comment.</value>
    public string? Comment { get; init; }

    /// <value>CLUSTERED BY columns; none by default.</value>
    public IReadOnlyList<string> BucketColumns { get; init; } = [];

    /// <value>Number of buckets; 0 where not clustered.</value>
    public int Buckets { get; init; }

    /// <summary>Data columns, then partition columns: what <c>select *</c> gives.</summary>
    public IEnumerable<HiveColumn> AllColumns => Columns.Concat(PartitionColumns);
}

/// <summary>A partition.</summary>
/// <param name="Values">Text of each partition column's value, in the table's order; null is the default partition.</param>
/// <param name="Location">Its folder.</param>
public sealed record HivePartition(IReadOnlyList<string?> Values, string Location)
{
    /// <value>Its own format, where ALTER TABLE … PARTITION changed it; null follows the table.</value>
    public HiveFormat? Format { get; init; }
}
