namespace Nonolive.Hive.Types;

/// <summary>The kinds of Hive types; the numeric ones stand in the order of Hive's implicit widening.</summary>
public enum HiveKind
{
    /// <summary>The type of a bare NULL.</summary>
    Void,

    /// <summary>boolean</summary>
    Boolean,

    /// <summary>tinyint</summary>
    TinyInt,

    /// <summary>smallint</summary>
    SmallInt,

    /// <summary>int</summary>
    Int,

    /// <summary>bigint</summary>
    BigInt,

    /// <summary>float</summary>
    Float,

    /// <summary>double</summary>
    Double,

    /// <summary>decimal(precision, scale)</summary>
    Decimal,

    /// <summary>string</summary>
    String,

    /// <summary>varchar(length)</summary>
    Varchar,

    /// <summary>char(length)</summary>
    Char,

    /// <summary>date</summary>
    Date,

    /// <summary>timestamp (without zone)</summary>
    Timestamp,

    /// <summary>binary</summary>
    Binary,

    /// <summary>interval_year_month</summary>
    IntervalYearMonth,

    /// <summary>interval_day_time</summary>
    IntervalDayTime,

    /// <summary>array&lt;element&gt;</summary>
    Array,

    /// <summary>map&lt;key,value&gt;</summary>
    Map,

    /// <summary>struct&lt;name:type,…&gt;</summary>
    Struct,
}
