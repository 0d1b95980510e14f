using System.Text.Json;
using Nonolive.Pipeline.Lake;
using Spectre.Console;

namespace Nonolive.Cli.Demo;

/// <summary>Prints the reports as tables, where they lie, and whether every value is right.</summary>
internal sealed class DemoReport(IAnsiConsole console, DemoOptions options)
{
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
        var columns = report.Rows[0].EnumerateObject().Select(property => property.Name).ToList();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var numeric = report.Rows.Any(row => row.TryGetProperty(column, out var value) && value.ValueKind == JsonValueKind.Number);
            table.AddColumn(new TableColumn(Markup.Escape(column)) { Alignment = numeric ? Justify.Right : Justify.Left });
        }
        foreach (var row in report.Rows.Take(options.Rows))
            table.AddRow(columns.Select(column => new Text(Cell(row, column))));
        console.Write(table);
        if (report.Rows.Count > options.Rows)
            console.WriteLine($"  … and {report.Rows.Count - options.Rows:N0} more (--rows N shows more)");
    }

    private static string Cell(JsonElement row, string column) =>
        !row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null ? "–" : value.ToString();
}
