using System.Globalization;

namespace Nonolive.SqlTesting;

/// <summary>An expected row and the found row that is meant by it; one of them is missing where nothing fits.</summary>
/// <param name="Wanted">The place of the expected row, or null.</param>
/// <param name="Found">The place of the found row, or null.</param>
internal readonly record struct RowPair(int? Wanted, int? Found);

/// <summary>Compares a table's rows with those that a test expects, cell by cell; the order of rows does not matter.</summary>
internal static class Expectation
{
    private const string Absent = "null";

    /// <summary>Every difference as a sentence.</summary>
    public static IReadOnlyList<string> Differences(
        string table, IReadOnlyList<IReadOnlyDictionary<string, string?>> wanted, IReadOnlyList<IReadOnlyDictionary<string, string?>> found)
    {
        var columns = ColumnsOf(wanted);
        // Where no row is expected, all that was found is told.
        var told = columns.Count > 0 || found.Count == 0 ? columns : [.. found[0].Keys];
        return [.. Pair(wanted, found).SelectMany(pair => pair switch
        {
            { Wanted: { } row, Found: null } => [$"{table}: missing {Pretty(wanted[row], columns)}"],
            { Wanted: null, Found: { } row } => [$"{table}: must not be there: {Pretty(found[row], told)}"],
            _ => Differing(wanted[pair.Wanted!.Value], found[pair.Found!.Value], columns).Select(column =>
                $"{table}.{column} must be {Cell(wanted[pair.Wanted!.Value], column)} and is {Cell(found[pair.Found!.Value], column)} in {Pretty(found[pair.Found!.Value], columns)}"),
        })];
    }

    /// <summary>The columns that any expected row names.</summary>
    public static List<string> ColumnsOf(IEnumerable<IReadOnlyDictionary<string, string?>> rows) => [.. rows.SelectMany(row => row.Keys).Distinct()];

    /// <summary>The columns in which two rows differ.</summary>
    public static IEnumerable<string> Differing(IReadOnlyDictionary<string, string?> wanted, IReadOnlyDictionary<string, string?> found, List<string> columns) =>
        columns.Where(column => Cell(wanted, column) != Cell(found, column));

    /// <summary>Pairs rows: equal ones first, then each expected row with the nearest that is left.</summary>
    public static IReadOnlyList<RowPair> Pair(
        IReadOnlyList<IReadOnlyDictionary<string, string?>> wanted, IReadOnlyList<IReadOnlyDictionary<string, string?>> found)
    {
        var columns = ColumnsOf(wanted);
        // By their texts, so that what a failing test says does not depend on the order in which rows came.
        var left = Enumerable.Range(0, found.Count).OrderBy(row => Pretty(found[row], columns), StringComparer.Ordinal).ToList();
        var pairs = new RowPair[wanted.Count];
        var open = new List<int>();
        for (var row = 0; row < wanted.Count; row++)
        {
            var same = left.FindIndex(candidate => !Differing(wanted[row], found[candidate], columns).Any());
            pairs[row] = new RowPair(row, same < 0 ? null : left[same]);
            if (same < 0)
                open.Add(row);
            else
                left.RemoveAt(same);
        }
        foreach (var row in open.TakeWhile(_ => left.Count > 0))
        {
            var nearest = left.MinBy(candidate => Differing(wanted[row], found[candidate], columns).Count());
            left.Remove(nearest);
            pairs[row] = new RowPair(row, nearest);
        }
        return [.. pairs, .. left.Select(row => new RowPair(null, row))];
    }

    /// <summary>A value as both sides write it: numbers by value, null as null.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static string Cell(IReadOnlyDictionary<string, string?> row, string column) => row.GetValueOrDefault(column) is { } text ? Number(text) : Absent;

    // 1.50 and 1.5 are the same amount; a text with leading zeros is no number.
    private static string Number(string text) =>
        text.Contains('.') && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : text;

    private static string Pretty(IReadOnlyDictionary<string, string?> row, List<string> columns) =>
        "{" + string.Join(", ", columns.Select(column => $"{column}: {Cell(row, column)}")) + "}";
}
