namespace Nonolive.Pipeline.Aurora;

/// <summary>A table of the platform's database.</summary>
/// <param name="Name">The table's name without schema.</param>
/// <param name="Key">The columns of the primary key.</param>
/// <param name="Columns">All columns in order.</param>
public sealed record AuroraTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<AuroraColumn> Columns)
{
    /// <summary>The column named <paramref name="name"/>.</summary>
    public AuroraColumn Column(string name) => Columns.Single(column => column.Name == name);
}

/// <summary>A column of such a table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The PostgreSQL type as the schema writes it.</param>
/// <param name="Nullable">Whether it may be null.</param>
public sealed record AuroraColumn(string Name, string Type, bool Nullable)
{
    /// <summary>
    /// The Hive type that DMS's Parquet file is read with: moments are 64-bit integers of microseconds because Hive 3.1 does
    /// not read INT64 as TIMESTAMP (HIVE-21215), enums, uuid and jsonb are texts.
    /// </summary>
    public string HiveType => Type switch
    {
        "bigint" or "timestamptz" => "bigint",
        "integer" or "smallint" => "int",
        "boolean" => "boolean",
        "date" => "date",
        "double precision" => "double",
        _ when Type.StartsWith("numeric(", StringComparison.Ordinal) => "decimal(" + Type["numeric(".Length..].Replace(" ", ""),
        _ => "string",
    };

    /// <summary>Whether the column holds a moment.</summary>
    public bool IsMoment => Type == "timestamptz";
}
