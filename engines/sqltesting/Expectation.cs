using System.Globalization;

namespace Nonolive.SqlTesting;

/// <summary>Compares a table's rows with those that a test expects, cell by cell.</summary>
internal static class Expectation
{
    /// <summary>Every difference as a sentence; the order of rows does not matter.</summary>
    public static IReadOnlyList<string> Differences(
        string table, IReadOnlyList<IReadOnlyDictionary<string, string?>> expected, IReadOnlyList<IReadOnlyDictionary<string, string?>> found)
    {
        var columns = expected.SelectMany(row => row.Keys).Distinct().ToList();
        if (expected.Count > 0 && found.Count > 0 && columns.FirstOrDefault(column => !found[0].ContainsKey(column)) is { } unknown)
            return [$"{table} has no column '{unknown}'."];
        var wanted = expected.Select(row => Line(row, columns)).Order(StringComparer.Ordinal).ToList();
        var rest = found.Select(row => Line(row, columns)).Order(StringComparer.Ordinal).ToList();
        // Rows that agree are taken away; what is left is paired with the nearest and told by cell.
        foreach (var line in wanted.ToList().Where(rest.Remove))
            wanted.Remove(line);
        var differences = new List<string>();
        foreach (var line in wanted)
        {
            var cells = line.Split('\u001f');
            var nearest = rest.MaxBy(candidate => candidate.Split('\u001f').Zip(cells).Count(pair => pair.First == pair.Second));
            if (nearest is null)
            {
                differences.Add($"{table}: missing {Pretty(columns, line)}");
                continue;
            }
            rest.Remove(nearest);
            differences.AddRange(columns.Zip(cells.Zip(nearest.Split('\u001f'))).Where(pair => pair.Second.First != pair.Second.Second)
                .Select(pair => $"{table}.{pair.First} must be {pair.Second.First} and is {pair.Second.Second} in {Pretty(columns, nearest)}"));
        }
        differences.AddRange(rest.Select(line => $"{table}: must not be there: {Pretty(columns, line)}"));
        return differences;
    }

    /// <summary>A value as both sides write it: numbers by value, null as <c>null</c>.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Line(IReadOnlyDictionary<string, string?> row, List<string> columns) =>
        string.Join('\u001f', columns.Select(column => row.GetValueOrDefault(column) is { } text ? Number(text) : "null"));

    // 1.50 and 1.5 are the same amount; a text with leading zeros is no number.
    private static string Number(string text) =>
        text.Contains('.') && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : text;

    private static string Pretty(List<string> columns, string line) =>
        "{" + string.Join(", ", columns.Zip(line.Split('\u001f')).Select(pair => $"{pair.First}: {pair.Second}")) + "}";
}
