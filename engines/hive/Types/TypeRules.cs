namespace Nonolive.Hive.Types;

/// <summary>Hive's rules for common types, after FunctionRegistry and TypeInfoUtils of 3.1.</summary>
internal static class TypeRules
{
    /// <summary>Both operands' type of a comparison; null where Hive cannot compare them.</summary>
    public static HiveType? ForComparison(HiveType a, HiveType b)
    {
        if (a.Equals(b) || b.Kind == HiveKind.Void)
            return a;
        if (a.Kind == HiveKind.Void)
            return b;
        if (!a.IsPrimitive || !b.IsPrimitive)
            return null;
        if (a.Kind == b.Kind)
            return SameKind(a, b);
        if (IsDateTime(a) && IsDateTime(b))
            return HiveType.Timestamp;
        if (a.IsText && b.IsText)
            return HiveType.String;
        if (a.IsText && IsDateTime(b))
            return b;
        if (b.IsText && IsDateTime(a))
            return a;
        if ((a.IsNumeric && b.Kind == HiveKind.Timestamp) || (b.IsNumeric && a.Kind == HiveKind.Timestamp))
            return HiveType.Double;
        if ((a.IsText && b.IsNumeric) || (a.IsNumeric && b.IsText))
            return HiveType.Double;
        return a.IsNumeric && b.IsNumeric ? Numeric(a, b) : null;
    }

    /// <summary>The type of CASE, IF, COALESCE, IN lists and arrays; null where there is none.</summary>
    public static HiveType? Common(HiveType a, HiveType b)
    {
        if (a.Equals(b) || b.Kind == HiveKind.Void)
            return a;
        if (a.Kind == HiveKind.Void)
            return b;
        if (a.Kind == HiveKind.Struct && b.Kind == HiveKind.Struct)
            return CommonStruct(a, b);
        if (!a.IsPrimitive || !b.IsPrimitive)
            return null;
        if (a.Kind == b.Kind)
            return SameKind(a, b);
        if (a.IsNumeric && b.IsNumeric)
            return Numeric(a, b);
        if (IsDateTime(a) && IsDateTime(b))
            return HiveType.Timestamp;
        if (a.IsText && b.IsText)
            return HiveType.String;
        if (a.IsText && (IsDateTime(b) || b.IsNumeric))
            return a.Kind == HiveKind.String ? a : HiveType.String;
        return b.IsText && (IsDateTime(a) || a.IsNumeric) ? HiveType.String : null;
    }

    /// <summary>The column type of a UNION; conversions stay within a group of types.</summary>
    public static HiveType? ForUnion(HiveType a, HiveType b)
    {
        if (a.Equals(b) || b.Kind == HiveKind.Void)
            return a;
        if (a.Kind == HiveKind.Void)
            return b;
        if (!a.IsPrimitive || !b.IsPrimitive)
            return null;
        if (a.Kind == b.Kind)
            return SameKind(a, b);
        return a.IsText && b.IsText ? HiveType.String
            : a.IsNumeric && b.IsNumeric ? Numeric(a, b)
            : IsDateTime(a) && IsDateTime(b) ? HiveType.Timestamp : null;
    }

    /// <summary>Whether a value may be given to a parameter of this kind without a cast.</summary>
    public static bool Implicit(HiveType from, HiveType to)
    {
        if (from.Kind == to.Kind || from.Kind == HiveKind.Void)
            return true;
        if (from.IsText)
            return to.IsText || to.Kind is HiveKind.Double or HiveKind.Date or HiveKind.Timestamp;
        if (to.IsText)
            return from.IsNumeric || IsDateTime(from);
        return from.IsNumeric && to.IsNumeric && Level(from) <= Level(to);
    }

    /// <summary>A decimal type that fits 38 digits, giving up scale beyond 6 digits (GenericUDFBaseNumeric.adjustPrecScale).</summary>
    public static HiveType AdjustedDecimal(int precision, int scale)
    {
        if (precision <= HiveTypeParser.MaxPrecision)
            return HiveType.Decimal(precision, scale);
        var whole = precision - scale;
        return HiveType.Decimal(38, Math.Max(HiveTypeParser.MaxPrecision - whole, Math.Min(scale, 6)));
    }

    /// <summary>The decimal that holds every value of a numeric type (HiveDecimalUtils.getPrecisionForType).</summary>
    public static HiveType AsDecimal(HiveType type) => type.Kind switch
    {
        HiveKind.Decimal => type,
        HiveKind.TinyInt => HiveType.Decimal(3, 0),
        HiveKind.SmallInt => HiveType.Decimal(5, 0),
        HiveKind.Int => HiveType.Decimal(10, 0),
        HiveKind.BigInt => HiveType.Decimal(19, 0),
        HiveKind.Float => HiveType.Decimal(7, 7),
        HiveKind.Double => HiveType.Decimal(15, 15),
        _ => HiveType.Decimal(38, 18),
    };

    /// <summary>date or timestamp.</summary>
    public static bool IsDateTime(HiveType type) => type.Kind is HiveKind.Date or HiveKind.Timestamp;

    private static HiveType? SameKind(HiveType a, HiveType b) => a.Kind switch
    {
        HiveKind.Decimal => Numeric(a, b),
        HiveKind.Varchar => HiveType.Varchar(Math.Max(a.Precision, b.Precision)),
        HiveKind.Char => HiveType.Char(Math.Max(a.Precision, b.Precision)),
        _ => a,
    };

    /// <summary>Hive widens byte, short, int, long, decimal, float, double in this order.</summary>
    private static int Level(HiveType type) => type.Kind switch
    {
        HiveKind.Decimal => 5,
        HiveKind.Float => 6,
        HiveKind.Double => 7,
        _ => (int)type.Kind - (int)HiveKind.TinyInt + 1,
    };

    private static HiveType Numeric(HiveType a, HiveType b)
    {
        var wider = Level(a) >= Level(b) ? a : b;
        if (wider.Kind != HiveKind.Decimal)
            return wider;
        var (x, y) = (AsDecimal(a), AsDecimal(b));
        var scale = Math.Max(x.Scale, y.Scale);
        var whole = Math.Max(x.Precision - x.Scale, y.Precision - y.Scale);
        // HiveDecimalUtils.getDecimalTypeForPrimitiveCategories: the whole digits come first.
        return HiveType.Decimal(Math.Min(HiveTypeParser.MaxPrecision, whole + scale), Math.Min(scale, HiveTypeParser.MaxPrecision - whole));
    }

    private static HiveType? CommonStruct(HiveType a, HiveType b)
    {
        if (!a.Fields.Select(one => one.Name).SequenceEqual(b.Fields.Select(one => one.Name)))
            return null;
        var types = a.Fields.Zip(b.Fields, (x, y) => Common(x.Type, y.Type)).ToList();
        return types.Contains(null) ? null : HiveType.Struct(a.Fields.Zip(types, (one, type) => one with { Type = type! }));
    }
}
