using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Types;

/// <summary>A column's type as PostgreSQL's catalog has it; domains are resolved to what they rest on.</summary>
internal readonly record struct PostgresType(uint Oid, int Modifier, char Class, char Category);

/// <summary>
/// What each PostgreSQL type becomes, by the table "Source data types for PostgreSQL" of DMS's user guide
/// (https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.PostgreSQL.html).
/// </summary>
internal static class TypeMapping
{
    // The largest precision that NUMERIC of DMS holds.
    private const int MostDigits = 38;

    public static ColumnType Of(PostgresType type, SourceSettings source) => type.Oid switch
    {
        16 when source.MapBooleanAsBoolean => new(DmsType.Boolean, WireForm.Bool),
        16 => new(DmsType.String, WireForm.Bool),
        21 => new(DmsType.Int2, WireForm.Int2),
        23 => new(DmsType.Int4, WireForm.Int4),
        20 => new(DmsType.Int8, WireForm.Int8),
        700 => new(DmsType.Real4, WireForm.Float4),
        701 => new(DmsType.Real8, WireForm.Float8),
        1700 => Numeric(type.Modifier, source.MapUnboundedNumericAsString),
        // money depends on lc_monetary, which the connection sets to C; the guide maps it to NUMERIC(38,4).
        790 => new(DmsType.Numeric, WireForm.Text, MostDigits, 4),
        1082 => new(DmsType.Date, WireForm.Date),
        1083 => new(DmsType.Time, WireForm.Time),
        1266 => new(DmsType.Time, WireForm.Text),
        1114 or 1184 => new(DmsType.DateTime, WireForm.Timestamp),
        17 => new(DmsType.Blob, WireForm.Bytea),
        18 or 19 or 1042 or 1043 => new(DmsType.String, WireForm.Utf8),
        2950 => new(DmsType.String, WireForm.Uuid),
        25 or 114 or 142 => new(DmsType.Clob, WireForm.Utf8),
        3802 => new(DmsType.Clob, WireForm.Jsonb),
        // tsvector, tsquery, path, polygon
        3614 or 3615 or 602 or 604 => new(DmsType.Clob, WireForm.Text),
        _ => type switch
        {
            { Class: 'e' } => new(DmsType.String, WireForm.Utf8),
            { Category: 'A' } or { Class: 'c' } => new(DmsType.Clob, WireForm.Text),
            // hstore and other types of extensions
            { Category: 'U' } and not { Oid: 829 or 774 or 869 or 650 } => new(DmsType.Clob, WireForm.Text),
            _ => new(DmsType.String, WireForm.Text),
        },
    };

    // The modifier packs precision and an 11-bit signed scale above four bytes of header (src/backend/utils/adt/numeric.c).
    private static ColumnType Numeric(int modifier, bool unboundedIsString)
    {
        if (modifier < 4)
        {
            // Without precision DMS takes NUMERIC(28,6).
            return unboundedIsString ? new(DmsType.String, WireForm.Text) : new(DmsType.Numeric, WireForm.Numeric, 28, 6);
        }
        var precision = ((modifier - 4) >> 16) & 0xffff;
        var scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
        // A negative scale rounds before the point, a scale beyond the precision leaves zeros behind it; Parquet knows neither.
        precision = scale < 0 ? precision - scale : Math.Max(precision, scale);
        return precision > MostDigits ? new(DmsType.String, WireForm.Text) : new(DmsType.Numeric, WireForm.Numeric, precision, Math.Max(scale, 0));
    }
}
