using System.Globalization;
using System.Numerics;
using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>printf: the conversions of java.util.Formatter that reports use (s S d x X o c b n % f e), with flags, width and precision.</summary>
internal static class JavaFormatter
{
    internal static string Format(string format, IReadOnlyList<string?> arguments, CultureInfo culture)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }
            var spec = Spec.Parse(format, ref i);
            if (spec.Conversion is 'n' or '%')
            {
                result.Append(spec.Conversion == 'n' ? "\n" : Pad("%", spec));
                continue;
            }
            var index = spec.Index > 0 ? spec.Index - 1 : next++;
            if (index >= arguments.Count)
                throw new FormatException($"MissingFormatArgumentException: Format specifier '{spec.Text}'");
            result.Append(One(spec, arguments[index], culture));
        }
        return result.ToString();
    }

    private static string One(Spec spec, string? value, CultureInfo culture)
    {
        var text = char.ToLowerInvariant(spec.Conversion) switch
        {
            's' => Cut(value ?? "null", spec.Precision),
            'b' => Cut(value is null or "false" ? "false" : "true", spec.Precision),
            // A number is the character of that code.
            'c' => value is not null && value.Length > 1 && int.TryParse(value, CultureInfo.InvariantCulture, out var code) ? char.ConvertFromUtf32(code) : value ?? "null",
            'd' => value is null ? "null" : Integer(spec, value),
            'x' => value is null ? "null" : Hexadecimal(spec, value),
            'o' => value is null ? "null" : Convert.ToString(long.Parse(value, culture), 8),
            'f' => value is null ? "null" : Fixed(spec, value),
            'e' => value is null ? "null" : Exponent(spec, value, culture),
            _ => throw new FormatException($"UnknownFormatConversionException: Conversion = '{spec.Conversion}'"),
        };
        return Pad(char.IsUpper(spec.Conversion) ? text.ToUpperInvariant() : text, spec);
    }

    private static string Integer(Spec spec, string value)
    {
        if (!BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"IllegalFormatConversionException: d != {value}");
        return Signed(spec, number.Sign < 0, Grouped(spec, BigInteger.Abs(number).ToString(CultureInfo.InvariantCulture)));
    }

    private static string Hexadecimal(Spec spec, string value)
    {
        var digits = long.Parse(value, CultureInfo.InvariantCulture) is var number && number < 0 && number >= int.MinValue
            ? ((int)number).ToString("x", CultureInfo.InvariantCulture)
            : number.ToString("x", CultureInfo.InvariantCulture);
        if (spec.Has('#'))
            digits = "0x" + digits;
        return spec.Has('0') ? digits.PadLeft(spec.Width, '0') : digits;
    }

    private static string Fixed(Spec spec, string value)
    {
        var decimals = spec.Precision < 0 ? 6 : spec.Precision;
        if (!NumberText.TryDecimal(value, 400, decimals, out var unscaled))
            return value;
        var text = DecimalText.Of(BigInteger.Abs(unscaled), decimals);
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        return Signed(spec, unscaled.Sign < 0 || value.StartsWith('-'), Grouped(spec, whole) + (point < 0 ? "" : text[point..]));
    }

    private static string Exponent(Spec spec, string value, CultureInfo culture)
    {
        var number = double.Parse(value, culture);
        var text = Math.Abs(number).ToString("e" + (spec.Precision < 0 ? 6 : spec.Precision).ToString(culture), culture);
        var e = text.IndexOf('e');
        // Java writes at least two digits of the exponent, .NET three.
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, culture);
        return Signed(spec, number < 0, $"{text[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Signed(Spec spec, bool negative, string digits)
    {
        var sign = negative ? spec.Has('(') ? "(" : "-" : spec.Has('+') ? "+" : spec.Has(' ') ? " " : "";
        var close = negative && spec.Has('(') ? ")" : "";
        if (spec.Has('0'))
            digits = digits.PadLeft(spec.Width - sign.Length - close.Length, '0');
        return sign + digits + close;
    }

    private static string Grouped(Spec spec, string digits)
    {
        if (!spec.Has(','))
            return digits;
        var result = new StringBuilder();
        for (var i = 0; i < digits.Length; i++)
            result.Append(i > 0 && (digits.Length - i) % 3 == 0 ? "," : "").Append(digits[i]);
        return result.ToString();
    }

    private static string Cut(string text, int precision) => precision >= 0 && text.Length > precision ? text[..precision] : text;

    private static string Pad(string text, Spec spec) => spec.Has('-') ? text.PadRight(Math.Max(0, spec.Width)) : text.PadLeft(Math.Max(0, spec.Width));

    private sealed record Spec(string Text, int Index, string Flags, int Width, int Precision, char Conversion)
    {
        internal bool Has(char flag) => Flags.Contains(flag, StringComparison.Ordinal);

        /// <summary>Reads <c>%[n$][flags][width][.precision]conversion</c> and leaves <paramref name="at"/> on its last character.</summary>
        internal static Spec Parse(string format, ref int at)
        {
            var start = at++;
            var number = Number(format, ref at);
            var index = 0;
            if (number > 0 && at < format.Length && format[at] == '$')
            {
                index = number;
                number = -1;
                at++;
            }
            else if (number >= 0)
            {
                at = start + 1;
            }
            var flags = at;
            while (at < format.Length && "-#+ 0,(".Contains(format[at], StringComparison.Ordinal))
                at++;
            var flagText = format[flags..at];
            var width = Number(format, ref at);
            var precision = -1;
            if (at < format.Length && format[at] == '.')
            {
                at++;
                precision = Number(format, ref at);
            }
            return at < format.Length
                ? new Spec(format[start..(at + 1)], index, flagText, width, precision, format[at])
                : throw new FormatException("UnknownFormatConversionException: Conversion = '%'");
        }

        private static int Number(string format, ref int at)
        {
            var start = at;
            while (at < format.Length && char.IsAsciiDigit(format[at]))
                at++;
            return at > start ? int.Parse(format.AsSpan(start, at - start), CultureInfo.InvariantCulture) : -1;
        }
    }
}
