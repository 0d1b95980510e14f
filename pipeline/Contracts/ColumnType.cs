using System.Globalization;
using System.Text.RegularExpressions;

namespace Nonolive.Pipeline.Contracts;

/// <summary>The kinds of column that a report may have.</summary>
public enum ColumnKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>32 bits.</summary>
    Int,

    /// <summary>64 bits.</summary>
    Bigint,

    /// <summary>Exact decimal number.</summary>
    Decimal,

    /// <summary>Binary floating point; never for money.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>A Hive type as contracts write it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Precision">Digits of a decimal; 0 otherwise.</param>
/// <param name="Scale">Digits after the point of a decimal; 0 otherwise.</param>
public readonly partial record struct ColumnType(ColumnKind Kind, int Precision = 0, int Scale = 0)
{
    /// <summary>Parses <c>bigint</c>, <c>decimal(18,4)</c> and so on; null where the text is no such type.</summary>
    public static ColumnType? TryParse(string text)
    {
        if (Decimal().Match(text) is { Success: true } match)
        {
            var (precision, scale) = (Number(match.Groups[1].Value), Number(match.Groups[2].Value));
            return precision is >= 1 and <= 38 && scale <= precision ? new ColumnType(ColumnKind.Decimal, precision, scale) : null;
        }
        return text switch
        {
            "string" => new ColumnType(ColumnKind.String),
            "int" => new ColumnType(ColumnKind.Int),
            "bigint" => new ColumnType(ColumnKind.Bigint),
            "double" => new ColumnType(ColumnKind.Double),
            "boolean" => new ColumnType(ColumnKind.Boolean),
            _ => null,
        };
    }

    /// <summary>Whether values are numbers.</summary>
    public bool IsNumber => Kind is not (ColumnKind.String or ColumnKind.Boolean);

    /// <inheritdoc />
    public override string ToString() =>
        Kind == ColumnKind.Decimal ? $"decimal({Precision},{Scale})" : Kind.ToString().ToLowerInvariant();

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^decimal\((\d{1,2}),\s*(\d{1,2})\)$")]
    private static partial Regex Decimal();
}
