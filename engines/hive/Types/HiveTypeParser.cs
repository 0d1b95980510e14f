namespace Nonolive.Hive.Types;

/// <summary>Reads type strings as the metastore keeps them: <c>map&lt;string,array&lt;decimal(10,2)&gt;&gt;</c>.</summary>
public static class HiveTypeParser
{
    /// <summary>The widest decimal that Hive knows.</summary>
    public const int MaxPrecision = 38;

    private static readonly Dictionary<string, HiveType> Simple = new(StringComparer.OrdinalIgnoreCase)
    {
        ["void"] = HiveType.Void,
        ["boolean"] = HiveType.Boolean,
        ["tinyint"] = HiveType.TinyInt,
        ["smallint"] = HiveType.SmallInt,
        ["int"] = HiveType.Int,
        ["integer"] = HiveType.Int,
        ["bigint"] = HiveType.BigInt,
        ["float"] = HiveType.Float,
        ["double"] = HiveType.Double,
        ["string"] = HiveType.String,
        ["date"] = HiveType.Date,
        ["timestamp"] = HiveType.Timestamp,
        ["binary"] = HiveType.Binary,
        ["decimal"] = HiveType.Decimal(10, 0),
        ["numeric"] = HiveType.Decimal(10, 0),
        ["dec"] = HiveType.Decimal(10, 0),
        ["interval_year_month"] = HiveType.IntervalYearMonth,
        ["interval_day_time"] = HiveType.IntervalDayTime,
    };

    /// <summary>The type, or null where the text names none.</summary>
    public static HiveType? TryParse(string text)
    {
        var position = 0;
        var type = Type(text, ref position);
        Skip(text, ref position);
        return position == text.Length ? type : null;
    }

    private static HiveType? Type(string text, ref int at)
    {
        var name = Word(text, ref at).ToLowerInvariant();
        return name switch
        {
            "array" => Take(text, ref at, '<') && Type(text, ref at) is { } element && Take(text, ref at, '>') ? HiveType.Array(element) : null,
            "map" => Take(text, ref at, '<') && Type(text, ref at) is { } key && Take(text, ref at, ',')
                && Type(text, ref at) is { } value && Take(text, ref at, '>') ? HiveType.Map(key, value) : null,
            "struct" => Struct(text, ref at),
            "varchar" => Arguments(text, ref at) is [var length] ? HiveType.Varchar(length) : null,
            "char" => Arguments(text, ref at) is [var length] ? HiveType.Char(length) : null,
            "decimal" or "numeric" or "dec" => Arguments(text, ref at) switch
            {
                [] => HiveType.Decimal(10, 0),
                [var precision] when precision is > 0 and <= MaxPrecision => HiveType.Decimal(precision, 0),
                [var precision, var scale] when precision is > 0 and <= MaxPrecision && scale <= precision => HiveType.Decimal(precision, scale),
                _ => null,
            },
            _ => Simple.GetValueOrDefault(name),
        };
    }

    private static HiveType? Struct(string text, ref int at)
    {
        if (!Take(text, ref at, '<'))
            return null;
        var fields = new List<HiveField>();
        do
        {
            var name = Word(text, ref at);
            if (name.Length == 0 || !Take(text, ref at, ':') || Type(text, ref at) is not { } type)
                return null;
            fields.Add(new HiveField(name, type));
        }
        while (Take(text, ref at, ','));
        return Take(text, ref at, '>') ? HiveType.Struct(fields) : null;
    }

    private static List<int> Arguments(string text, ref int at)
    {
        var numbers = new List<int>();
        if (!Take(text, ref at, '('))
            return numbers;
        do
        {
            numbers.Add(int.TryParse(Word(text, ref at), out var number) ? number : -1);
        }
        while (Take(text, ref at, ','));
        if (!Take(text, ref at, ')'))
            numbers.AddRange([-1, -1, -1]);
        return numbers;
    }

    private static string Word(string text, ref int at)
    {
        Skip(text, ref at);
        if (at < text.Length && text[at] == '`')
        {
            var close = text.IndexOf('`', at + 1);
            var quoted = close < 0 ? "" : text[(at + 1)..close];
            at = close < 0 ? text.Length : close + 1;
            return quoted;
        }
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$' or '.'))
            at++;
        return text[start..at];
    }

    private static bool Take(string text, ref int at, char wanted)
    {
        Skip(text, ref at);
        if (at >= text.Length || text[at] != wanted)
            return false;
        at++;
        return true;
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
