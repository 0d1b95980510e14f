using System.Globalization;
using System.Text.Json.Nodes;
using Nonolive.Pipeline.Contracts;

namespace Nonolive.WebConsole.Tests;

/// <summary>Rows that fit a contract, from a seed: whatever report the project adds has pages to look at.</summary>
internal static class ContractRows
{
    private static readonly string[] Countries = ["ID", "MY", "PH", "TH"];
    private static readonly string[] Names = [SampleReports.Emoji, SampleReports.Nasty, "Dewi", "Bayu Live", "Kevin Hartono with a name that goes on"];

    public static IEnumerable<string> Of(Contract contract, DateOnly day, int rows)
    {
        var random = new Random(day.DayNumber + contract.Report.Length);
        foreach (var at in Enumerable.Range(0, rows))
        {
            var row = new JsonObject();
            foreach (var column in contract.Columns)
                row[column.Name] = column.Nullable && random.Next(9) == 0 ? null : Value(contract, column, at, day, random);
            yield return row.ToJsonString();
        }
    }

    private static JsonNode Value(Contract contract, ContractColumn column, int at, DateOnly day, Random random) => column switch
    {
        { Allowed: { Count: > 0 } allowed } => allowed[at % allowed.Count],
        { Name: "country" } => Countries[at / 6 % Countries.Length],
        { Name: "step" or "ranking" or "day_number" } => (at % 6) + 1,
        { Name: "minute_utc" } => $"{day.ToDateTime(TimeOnly.MinValue).AddMinutes(at % 6 * 7):yyyy-MM-dd HH:mm}",
        { Name: "minute_local" } => $"{7 + (at % 6 * 7 / 60):00}:{at % 6 * 7 % 60:00}",
        { Name: var name, Type.Kind: ColumnKind.String } when name.EndsWith("_at", StringComparison.Ordinal) => $"{day:yyyy-MM-dd} {at % 24:00}:15:30",
        { Name: var name, Type.Kind: ColumnKind.String } when name.EndsWith("_id", StringComparison.Ordinal) => $"0197f0c0-{at:0000}-7000-8000-{random.Next():000000000000}",
        { Type.Kind: ColumnKind.String } => Names[at % Names.Length],
        { Type.Kind: ColumnKind.Boolean } => at % 2 == 0,
        { Name: var name } when contract.Grain.Contains(name) => 1000 + at,
        { Type: var type } => Number(type, column, random),
    };

    private static JsonNode Number(ColumnType type, ContractColumn column, Random random)
    {
        var most = (double)Math.Min(column.Max ?? 90_000, 90_000);
        var value = Math.Round((decimal)(Math.Pow(random.NextDouble(), 2) * most), type.Kind == ColumnKind.Decimal ? type.Scale : 0);
        return JsonNode.Parse(value.ToString($"F{type.Scale}", CultureInfo.InvariantCulture))!;
    }
}
