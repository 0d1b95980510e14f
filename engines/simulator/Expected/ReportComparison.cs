using System.Text.Json;

namespace Nonolive.Simulator.Expected;

/// <summary>Compares a report's rows with what they must be, cell by cell.</summary>
public static class ReportComparison
{
    /// <summary>Every difference as a sentence; none where the report is right. The order of rows does not matter.</summary>
    /// <param name="expected">What the rows must be.</param>
    /// <param name="rows">The report's rows as JSON objects.</param>
    public static IReadOnlyList<string> Differences(ExpectedReport expected, IEnumerable<JsonElement> rows)
    {
        var differences = new List<string>();
        var wanted = expected.Rows.ToDictionary(row => string.Join(", ", expected.Key.Select(key => $"{key}={Text(row[key])}")));
        foreach (var row in rows)
        {
            var key = string.Join(", ", expected.Key.Select(name => $"{name}={Text(row, name)}"));
            if (!wanted.Remove(key, out var want))
                differences.Add($"{expected.Report}[{key}] must not be there (or not twice): {row.GetRawText()}");
            else
                differences.AddRange(Cells(expected.Report, key, want, row));
        }
        differences.AddRange(wanted.Keys.Select(key => $"{expected.Report}[{key}] is missing."));
        return differences;
    }

    private static IEnumerable<string> Cells(string report, string key, IReadOnlyDictionary<string, object?> want, JsonElement row)
    {
        foreach (var (column, value) in want)
        {
            var found = Text(row, column);
            if (!ReferenceEquals(value, ExpectedReport.Anything) && Text(value) != found)
                yield return $"{report}[{key}].{column} must be {Text(value)} and is {found}.";
        }
        foreach (var extra in row.EnumerateObject().Where(property => !want.ContainsKey(property.Name)))
            yield return $"{report}[{key}].{extra.Name} must not be there.";
    }

    private static string Text(JsonElement row, string column) =>
        !row.TryGetProperty(column, out var value) ? "null" : value.ValueKind switch
        {
            JsonValueKind.Number => Text(value.GetDecimal()),
            JsonValueKind.String => Text(value.GetString()),
            JsonValueKind.Null => "null",
            _ => value.GetRawText(),
        };

    // Decimals compare by value: 1.50 is 1.5.
    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToDecimal(value).ToString("0.############################"),
    };
}
