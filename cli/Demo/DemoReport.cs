using System.Text.Json;
using Nonolive.Pipeline.Lake;
using Spectre.Console;

namespace Nonolive.Cli.Demo;

/// <summary>Prints the reports as tables, where they lie, and whether every value is right.</summary>
internal sealed class DemoReport(IAnsiConsole console, DemoOptions options)
{
    private const int LongestCell = 24;

    public void Write(DemoResult result)
    {
        foreach (var report in result.Reports)
            WriteTable(result, report);
        console.WriteLine();
        console.WriteLine($"Copies of the reports: {Path.Combine(options.Output, LakeLayout.Reports)}");
        if (result.Differences.Count == 0)
        {
            console.MarkupLine($"[green]All {result.Values:N0} values equal what a second, independent computation over the simulator's records gives.[/]");
            return;
        }
        console.MarkupLine($"[red]{result.Differences.Count:N0} of {result.Values:N0} values differ from the independent computation:[/]");
        foreach (var difference in result.Differences.Take(20))
            console.WriteLine("  " + difference);
    }

    private void WriteTable(DemoResult result, PublishedReport report)
    {
        var manifest = report.Manifest;
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(manifest.Report)}[/]  {manifest.Day:yyyy-MM-dd}  {manifest.Rows:N0} rows  run {Markup.Escape(manifest.RunId)}");
        console.WriteLine($"s3://{result.ResultBucket}/{LakeLayout.ReportManifest(manifest.Report, manifest.Day)}");
        if (report.Rows.Count == 0)
            return;
        var shown = report.Rows.Take(options.Rows).ToList();
        var columns = shown[0].EnumerateObject().Select(property => Column(property.Name, shown)).ToList();
        var fitting = columns.Take(Math.Max(1, Fitting(columns))).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in fitting)
            table.AddColumn(new TableColumn(Markup.Escape(column.Name)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true });
        foreach (var row in shown)
            table.AddRow(fitting.Select(column => new Text(Cell(row, column.Name))));
        console.Write(table);
        if (report.Rows.Count > shown.Count)
            console.WriteLine($"  … and {report.Rows.Count - shown.Count:N0} more rows (--rows N shows more)");
        if (fitting.Count < columns.Count)
            console.WriteLine($"  … and in a wider window: {string.Join(", ", columns.Skip(fitting.Count).Select(column => column.Name))}");
    }

    // How many columns fit beside each other without a line break inside a cell.
    private int Fitting(IReadOnlyList<(string Name, bool IsNumber, int Width)> columns)
    {
        var left = console.Profile.Width - 2;
        return columns.TakeWhile(column => (left -= column.Width + 3) >= 0).Count();
    }

    private static (string Name, bool IsNumber, int Width) Column(string name, IReadOnlyList<JsonElement> rows) => (
        name,
        rows.Any(row => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number),
        rows.Select(row => Cell(row, name).Length).Append(name.Length).Max());

    private static string Cell(JsonElement row, string column) =>
        !row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null ? "–" : Short(value.ToString());

    // Names of the simulated platform hold line ends, tabs and emoji on purpose; a table line stays a line.
    private static string Short(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? '␤' : letter));
        return line.Length <= LongestCell ? line : string.Concat(line.AsSpan(0, LongestCell - 1), "…");
    }
}
