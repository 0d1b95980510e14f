using System.Globalization;

namespace Nonolive.WebConsole.Reports;

/// <summary>How names, numbers and times are written for people.</summary>
internal static class Labels
{
    private static readonly string[] Acronyms = ["id", "usd", "arppu", "cdc", "fps", "utc", "p50", "p95", "p99"];

    /// <summary>A column's heading: <c>revenue_usd</c> is "Revenue USD".</summary>
    public static string Of(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries)
            .Select((word, at) => Acronyms.Contains(word) ? word.ToUpperInvariant()
                : at == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
        return string.Join(' ', words);
    }

    /// <summary>A cell as text: thousands separated, exact numbers unrounded.</summary>
    public static string Of(Cell cell, ReportColumn column) => (cell, column) switch
    {
        ({ Text: null }, _) => "",
        // An id is a name, not an amount.
        ({ Text: { } id }, _) when column.IsId => id,
        ({ Number: { } share }, _) when column.IsShare => (share * 100).ToString($"N{Math.Max(0, column.Decimals - 2)}") + " %",
        ({ Number: { } number }, { IsNumber: true }) => number.ToString($"N{column.Decimals}"),
        // Hive writes a whole second with a fraction of zero.
        ({ Text: { } text }, _) when DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.0", null, DateTimeStyles.None, out _) => text[..^2],
        _ => cell.Text!,
    };

    /// <summary>A number short enough for a chart: 12.3k, 4.56M.</summary>
    public static string Short(decimal number) => Math.Abs(number) switch
    {
        >= 1_000_000_000 => (number / 1_000_000_000).ToString("0.##") + "B",
        >= 1_000_000 => (number / 1_000_000).ToString("0.##") + "M",
        >= 10_000 => (number / 1_000).ToString("0.#") + "k",
        _ => number.ToString("#,##0.##"),
    };

    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy");

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd");

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMM yyyy HH:mm") + " UTC";

    /// <summary>How long ago something was, coarsely.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalMinutes: < 90 } => $"{(int)age.TotalMinutes} min ago",
        { TotalDays: < 2 } => $"{(int)age.TotalHours} hours ago",
        _ => $"{(int)age.TotalDays} days ago",
    };

    /// <summary>Reads a business day as it stands in addresses.</summary>
    public static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
