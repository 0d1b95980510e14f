using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>The addresses of pages.</summary>
internal static class Links
{
    public static string Report(string report) => $"/reports/{Uri.EscapeDataString(report)}";

    public static string Report(string report, DateOnly day) => $"{Report(report)}/{Labels.Iso(day)}";

    public static string Rows(string report, DateOnly day, string format) => $"{Report(report, day)}/rows.{format}";

    public static string Dictionary(string report) => $"/dictionary#{Uri.EscapeDataString(report)}";
}
