using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.Dates;

/// <summary>
/// java.text.SimpleDateFormat in UTC and US English, lenient as by default: what Hive 3.1 formats and parses with in
/// from_unixtime, unix_timestamp and date_format (https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html).
/// </summary>
internal sealed class JavaDateFormat
{
    private const string Letters = "GyYMLwWDdFEuaHkKhmsSzZX";
    private const int MostKept = 1_000;

    private static readonly ConcurrentDictionary<string, JavaDateFormat> Known = new(StringComparer.Ordinal);

    private readonly List<DateField> _fields;

    private JavaDateFormat(string pattern) => _fields = Read(pattern);

    /// <exception cref="FormatException">The pattern has a letter that SimpleDateFormat does not know, or an open quote.</exception>
    internal static JavaDateFormat Of(string pattern)
    {
        if (Known.Count > MostKept)
            Known.Clear();
        return Known.GetOrAdd(pattern, made => new JavaDateFormat(made));
    }

    internal string Format(long micros)
    {
        var text = new StringBuilder(32);
        foreach (var field in _fields)
            field.Format(new DateParts(micros), text);
        return text.ToString();
    }

    /// <summary>The text's beginning as a time; what follows does not count. Milliseconds since 1970 in UTC.</summary>
    internal bool TryParse(string text, out long millis)
    {
        millis = 0;
        var parsed = new ParsedDate();
        var at = 0;
        for (var i = 0; i < _fields.Count; i++)
        {
            // Digits that directly follow belong to the next field.
            var abuts = i + 1 < _fields.Count && _fields[i + 1].IsNumeric && _fields[i].IsNumeric;
            if (!_fields[i].TryParse(text, ref at, abuts, parsed))
                return false;
        }
        return parsed.TryMillis(out millis);
    }

    private static List<DateField> Read(string pattern)
    {
        var fields = new List<DateField>();
        var literal = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\'')
            {
                i = ReadQuoted(pattern, i, literal);
                continue;
            }
            if (!char.IsAsciiLetter(c))
            {
                literal.Append(c);
                continue;
            }
            if (!Letters.Contains(c, StringComparison.Ordinal))
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"IllegalArgumentException: Illegal pattern character '{c}'"));
            Flush(literal, fields);
            var count = 1;
            while (i + 1 < pattern.Length && pattern[i + 1] == c)
            {
                count++;
                i++;
            }
            fields.Add(new DateField(c, count, ""));
        }
        Flush(literal, fields);
        return fields;
    }

    private static int ReadQuoted(string pattern, int at, StringBuilder literal)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == '\'')
        {
            literal.Append('\'');
            return at + 1;
        }
        for (var i = at + 1; i < pattern.Length; i++)
        {
            if (pattern[i] != '\'')
                literal.Append(pattern[i]);
            else if (i + 1 < pattern.Length && pattern[i + 1] == '\'')
                literal.Append(pattern[i++]);
            else
                return i;
        }
        throw new FormatException("IllegalArgumentException: Unterminated quote");
    }

    private static void Flush(StringBuilder literal, List<DateField> fields)
    {
        if (literal.Length > 0)
            fields.Add(new DateField('\0', 0, literal.ToString()));
        literal.Clear();
    }
}
