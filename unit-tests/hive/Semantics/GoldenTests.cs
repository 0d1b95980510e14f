using System.Globalization;
using System.Text;
using Nonolive.Hive.Semantics;
using Nonolive.Hive.Semantics.Dates;
using Nonolive.Hive.Semantics.JavaPatterns;

namespace Nonolive.Hive.Tests.Semantics;

/// <summary>What Java itself gave for the same arguments; each file says how it was made.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GoldenTests
{
    [Test]
    public void Doubles_are_printed_as_Java_prints_them()
    {
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(PathOf("doubles.txt")).Where(line => !line.StartsWith('#')))
        {
            var parts = line.Split(' ');
            var text = JavaText.OfDouble(BitConverter.UInt64BitsToDouble(ulong.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            if (text != parts[1])
                wrong.Add($"{parts[1]}: {text}");
        }
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Patterns_match_replace_and_split_as_in_Java()
    {
        var wrong = new List<string>();
        foreach (var row in Rows("regex.tsv"))
        {
            var (pattern, text) = (row[0]!, row[1]!);
            var expected = row[2] == "!" ? "refused" : string.Join(" / ", row[2], row[3] ?? "null", row[4]!.Split('\u0001')[1], row[5]);
            var found = Regex(pattern, text, row[2] == "!" ? "" : row[4]!.Split('\u0001')[0]);
            if (found != expected)
                wrong.Add($"{pattern} on {text}: {expected} <> {found}");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(40)));
    }

    [Test]
    public void Dates_are_formatted_and_parsed_as_by_SimpleDateFormat()
    {
        var wrong = new List<string>();
        foreach (var row in Rows("dates.tsv"))
        {
            var format = JavaDateFormat.Of(row[1]!);
            var found = row[0] == "f"
                ? format.Format(long.Parse(row[2]!, CultureInfo.InvariantCulture) * 1000)
                : format.TryParse(row[2]!, out var millis) ? millis.ToString(CultureInfo.InvariantCulture) : null;
            if (found != row[3])
                wrong.Add($"{row[0]} {row[1]} of {row[2]}: {row[3]} <> {found}");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong.Take(40)));
    }

    [Test]
    public void Formats_and_numbers_are_those_of_Java()
    {
        var wrong = new List<string>();
        foreach (var row in Rows("printf.tsv"))
        {
            var found = row[0] == "number2"
                ? NumberFormat.WithGroups(double.Parse(row[1]!, CultureInfo.InvariantCulture), 2)
                : JavaFormatter.Format(row[0]!, row[1]!.Length == 0 ? [] : row[1]!.Split('\u0001'), CultureInfo.InvariantCulture);
            if (found != row[2])
                wrong.Add($"{row[0]} of {row[1]}: {row[2]} <> {found}");
        }
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    private static string Regex(string pattern, string text, string replacement)
    {
        try
        {
            var regex = JavaRegex.Of(pattern);
            var first = regex.Find(text) ? regex.FirstGroup(text, 0) : null;
            string replaced;
            try
            {
                replaced = regex.Replace(text, replacement);
            }
            catch (FormatException)
            {
                replaced = "!";
            }
            return string.Join(" / ", regex.Find(text) ? "1" : "0", first ?? "null", replaced, string.Join('\u0001', regex.Split(text, keepTrailing: true)));
        }
        catch (FormatException)
        {
            return "refused";
        }
    }

    private static IEnumerable<string?[]> Rows(string file) =>
        File.ReadLines(PathOf(file)).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t').Select(Unescape).ToArray());

    private static string? Unescape(string field)
    {
        if (field == "\\N")
            return null;
        var text = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '\\')
            {
                text.Append(field[i]);
                continue;
            }
            i++;
            text.Append(field[i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'u' => (char)int.Parse(field.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var other => other,
            });
            if (field[i] == 'u')
                i += 4;
        }
        return text.ToString();
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Semantics", "Golden", file);
}
