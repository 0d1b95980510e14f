namespace Nonolive.Replication.Types;

/// <summary>The data types of DMS that PostgreSQL's types become; their names are those of its user guide.</summary>
internal enum DmsType
{
    Boolean,
    Int2,
    Int4,
    Int8,
    Real4,
    Real8,
    Numeric,
    Date,
    Time,
    DateTime,
    Bytes,
    String,
    Clob,
    Blob,
}

/// <summary>How PostgreSQL sends a value in its binary form.</summary>
internal enum WireForm
{
    Bool,
    Int2,
    Int4,
    Int8,
    Float4,
    Float8,
    Numeric,
    Date,
    Time,
    Timestamp,
    Uuid,
    Utf8,
    Jsonb,
    Bytea,

    /// <summary>Read as text, because its binary form has no use here.</summary>
    Text,
}

/// <summary>What a column is to DMS, and how its values come.</summary>
/// <param name="Kind">The type of DMS.</param>
/// <param name="Wire">The binary form that a full load reads.</param>
/// <param name="Precision">All digits of a NUMERIC.</param>
/// <param name="Scale">Digits behind the point of a NUMERIC.</param>
internal sealed record ColumnType(DmsType Kind, WireForm Wire, int Precision = 0, int Scale = 0)
{
    /// <summary>Whether DMS treats it as a large object.</summary>
    public bool IsLob => Kind is DmsType.Clob or DmsType.Blob;
}
