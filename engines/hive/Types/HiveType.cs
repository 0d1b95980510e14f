namespace Nonolive.Hive.Types;

/// <summary>A field of a struct type.</summary>
/// <param name="Name">The field's name, in lower case.</param>
/// <param name="Type">Its type.</param>
public sealed record HiveField(string Name, HiveType Type);

/// <summary>A Hive type; compares by value and prints as Hive's DESCRIBE prints it.</summary>
public sealed class HiveType : IEquatable<HiveType>
{
    private HiveType(HiveKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public HiveKind Kind { get; }

    /// <summary>Decimal precision, or the length of char and varchar; 0 elsewhere.</summary>
    public int Precision { get; private init; }

    /// <summary>Decimal scale; 0 elsewhere.</summary>
    public int Scale { get; private init; }

    /// <summary>Array: the element type. Map: the value type.</summary>
    public HiveType? Element { get; private init; }

    /// <summary>Map: the key type.</summary>
    public HiveType? Key { get; private init; }

    /// <summary>Struct: the fields; empty elsewhere.</summary>
    public IReadOnlyList<HiveField> Fields { get; private init; } = [];

    /// <summary>The type of NULL.</summary>
    public static HiveType Void { get; } = new(HiveKind.Void);

    /// <summary>boolean</summary>
    public static HiveType Boolean { get; } = new(HiveKind.Boolean);

    /// <summary>tinyint</summary>
    public static HiveType TinyInt { get; } = new(HiveKind.TinyInt);

    /// <summary>smallint</summary>
    public static HiveType SmallInt { get; } = new(HiveKind.SmallInt);

    /// <summary>int</summary>
    public static HiveType Int { get; } = new(HiveKind.Int);

    /// <summary>bigint</summary>
    public static HiveType BigInt { get; } = new(HiveKind.BigInt);

    /// <summary>float</summary>
    public static HiveType Float { get; } = new(HiveKind.Float);

    /// <summary>double</summary>
    public static HiveType Double { get; } = new(HiveKind.Double);

    /// <summary>string</summary>
    public static HiveType String { get; } = new(HiveKind.String);

    /// <summary>date</summary>
    public static HiveType Date { get; } = new(HiveKind.Date);

    /// <summary>timestamp</summary>
    public static HiveType Timestamp { get; } = new(HiveKind.Timestamp);

    /// <summary>binary</summary>
    public static HiveType Binary { get; } = new(HiveKind.Binary);

    /// <summary>interval_year_month</summary>
    public static HiveType IntervalYearMonth { get; } = new(HiveKind.IntervalYearMonth);

    /// <summary>interval_day_time</summary>
    public static HiveType IntervalDayTime { get; } = new(HiveKind.IntervalDayTime);

    /// <summary>decimal(precision, scale); Hive allows 1 to 38 digits.</summary>
    public static HiveType Decimal(int precision, int scale) => new(HiveKind.Decimal) { Precision = precision, Scale = scale };

    /// <summary>varchar(length)</summary>
    public static HiveType Varchar(int length) => new(HiveKind.Varchar) { Precision = length };

    /// <summary>char(length)</summary>
    public static HiveType Char(int length) => new(HiveKind.Char) { Precision = length };

    /// <summary>array&lt;element&gt;</summary>
    public static HiveType Array(HiveType element) => new(HiveKind.Array) { Element = element };

    /// <summary>map&lt;key,value&gt;</summary>
    public static HiveType Map(HiveType key, HiveType value) => new(HiveKind.Map) { Key = key, Element = value };

    /// <summary>struct&lt;name:type,…&gt;; names are kept in lower case, as Hive's metastore does.</summary>
    public static HiveType Struct(params IEnumerable<HiveField> fields) =>
        new(HiveKind.Struct) { Fields = [.. fields.Select(field => field with { Name = field.Name.ToLowerInvariant() })] };

    /// <summary>tinyint to bigint.</summary>
    public bool IsInteger => Kind is HiveKind.TinyInt or HiveKind.SmallInt or HiveKind.Int or HiveKind.BigInt;

    /// <summary>Integers, float, double and decimal.</summary>
    public bool IsNumeric => Kind is >= HiveKind.TinyInt and <= HiveKind.Decimal;

    /// <summary>string, varchar and char.</summary>
    public bool IsText => Kind is HiveKind.String or HiveKind.Varchar or HiveKind.Char;

    /// <summary>Neither array, map nor struct.</summary>
    public bool IsPrimitive => Kind is not (HiveKind.Array or HiveKind.Map or HiveKind.Struct);

    /// <summary>The DuckDB type that holds values of this type.</summary>
    public string DuckDb => Kind switch
    {
        HiveKind.Void => "VARCHAR",
        HiveKind.Boolean => "BOOLEAN",
        HiveKind.TinyInt => "TINYINT",
        HiveKind.SmallInt => "SMALLINT",
        HiveKind.Int => "INTEGER",
        HiveKind.BigInt => "BIGINT",
        HiveKind.Float => "FLOAT",
        HiveKind.Double => "DOUBLE",
        HiveKind.Decimal => $"DECIMAL({Precision},{Scale})",
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => "VARCHAR",
        HiveKind.Date => "DATE",
        HiveKind.Timestamp => "TIMESTAMP",
        HiveKind.Binary => "BLOB",
        HiveKind.IntervalYearMonth or HiveKind.IntervalDayTime => "INTERVAL",
        HiveKind.Array => Element!.DuckDb + "[]",
        HiveKind.Map => $"MAP({Key!.DuckDb}, {Element!.DuckDb})",
        HiveKind.Struct => $"STRUCT({string.Join(", ", Fields.Select(part => $"\"{part.Name.Replace("\"", "\"\"")}\" {part.Type.DuckDb}"))})",
        _ => throw new InvalidOperationException($"No DuckDB type for {Kind}."),
    };

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        HiveKind.Decimal => $"decimal({Precision},{Scale})",
        HiveKind.Varchar => $"varchar({Precision})",
        HiveKind.Char => $"char({Precision})",
        HiveKind.IntervalYearMonth => "interval_year_month",
        HiveKind.IntervalDayTime => "interval_day_time",
        HiveKind.Array => $"array<{Element}>",
        HiveKind.Map => $"map<{Key},{Element}>",
        HiveKind.Struct => $"struct<{string.Join(',', Fields.Select(field => $"{field.Name}:{field.Type}"))}>",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc />
    public bool Equals(HiveType? other) => other is not null && Kind == other.Kind && Precision == other.Precision && Scale == other.Scale
        && Equals(Element, other.Element) && Equals(Key, other.Key) && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as HiveType);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Element, Key, Fields.Count);
}
