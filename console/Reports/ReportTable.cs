using System.Text.Json;
using Nonolive.Pipeline.Contracts;

namespace Nonolive.WebConsole.Reports;

/// <summary>A column of a report as it is shown.</summary>
/// <param name="Name">The name in the rows.</param>
/// <param name="Contract">What the contract says of it; null for a column that no contract knows.</param>
/// <param name="IsNumber">Whether its values are numbers.</param>
/// <param name="Decimals">Digits after the point, the same for all its values so that they stand below each other.</param>
internal sealed record ReportColumn(string Name, ContractColumn? Contract, bool IsNumber, int Decimals)
{
    public string Label => Labels.Of(Name);

    /// <summary>Whether it is a share, which people read as a percentage: the contract lets it go from 0 to 1.</summary>
    public bool IsShare => Contract is { Min: 0, Max: 1, Type.Kind: ColumnKind.Decimal or ColumnKind.Double };

    public bool IsId => Name == "id" || Name.EndsWith("_id", StringComparison.Ordinal);
}

/// <summary>The rows of one report and day, in memory, as text and exact numbers.</summary>
internal sealed class ReportTable(IReadOnlyList<ReportColumn> columns, IReadOnlyList<Cell[]> rows)
{
    // A double has digits without meaning behind these.
    private const int MostDecimals = 4;

    public IReadOnlyList<ReportColumn> Columns => columns;

    public IReadOnlyList<Cell[]> Rows => rows;

    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string column) => columns.Index().FirstOrDefault(at => at.Item.Name == column, (Index: -1, Item: null!)).Index;

    /// <summary>The sum of a column, nulls left out.</summary>
    public decimal Total(string column)
    {
        var at = IndexOf(column);
        return at < 0 ? 0 : rows.Sum(row => row[at].Number ?? 0);
    }

    /// <summary>
    /// Arranges rows by the contract's columns in its order; a column that only the rows have comes after them, so that
    /// nothing published is hidden.
    /// </summary>
    public static ReportTable From(IReadOnlyList<JsonElement> rows, Contract? contract)
    {
        var known = contract?.Columns.Select(column => column.Name).ToList() ?? [];
        var names = known.Union(rows.SelectMany(row => row.EnumerateObject()).Select(property => property.Name)).ToList();
        var positions = names.Index().ToDictionary(at => at.Item, at => at.Index);
        var cells = rows.Select(row =>
        {
            var line = new Cell[names.Count];
            foreach (var property in row.EnumerateObject())
                line[positions[property.Name]] = Cell.From(property.Value);
            return line;
        }).ToList();
        return new ReportTable([.. names.Select((name, at) => Column(name, contract?.Column(name), cells, at))], cells);
    }

    private static ReportColumn Column(string name, ContractColumn? contract, List<Cell[]> cells, int at)
    {
        var isNumber = contract?.Type.IsNumber
            ?? (cells.Exists(row => row[at].Number is not null) && cells.TrueForAll(row => row[at].IsNumberOrNull));
        var decimals = contract?.Type.Kind == ColumnKind.Decimal
            ? contract.Type.Scale
            : cells.Select(row => (int)(row[at].Number?.Scale ?? 0)).DefaultIfEmpty(0).Max();
        return new ReportColumn(name, contract, isNumber, contract?.Type.Kind == ColumnKind.Decimal ? decimals : Math.Min(decimals, MostDecimals));
    }
}

/// <summary>One value: its text as published, and the exact number where it is one. The default is null.</summary>
internal readonly record struct Cell(string? Text, decimal? Number)
{
    public bool IsNull => Text is null;

    public bool IsNumberOrNull => Text is null || Number is not null;

    public static Cell From(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => default,
        JsonValueKind.String => new Cell(value.GetString(), null),
        // A number beyond decimal's range (a double such as 1e300) is still shown, as text.
        JsonValueKind.Number => new Cell(value.GetRawText(), value.TryGetDecimal(out var number) ? number : null),
        JsonValueKind.True => new Cell("true", null),
        JsonValueKind.False => new Cell("false", null),
        _ => new Cell(value.GetRawText(), null),
    };
}
