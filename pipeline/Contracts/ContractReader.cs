using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Contracts;

/// <summary>Reads a contract from YAML and refuses whatever it does not know.</summary>
internal static class ContractReader
{
    public static Contract Read(YamlMap root, string path)
    {
        var columns = Columns(root.Map("columns") ?? throw YamlErrors.MissingKey(root.Location, "columns"));
        var rows = root.Map("rows") ?? throw YamlErrors.MissingKey(root.Location, "rows");
        var contract = new Contract
        {
            Report = root.Text("report"),
            Title = root.Text("title"),
            Description = root.Text("description").Trim(),
            Owner = root.Text("owner"),
            SchemaVersion = Positive(root, "schema_version"),
            Grain = root.Texts("grain"),
            Columns = columns,
            Definitions = root.Map("definitions")?.Entries().ToDictionary(entry => entry.Key, entry => (entry.Value ?? "").Trim()) ?? [],
            Reconciliations = [.. root.Maps("reconciliations").Select(Reconciliation)],
            Rows = Bounds(rows),
            FreshnessHours = Positive(root, "freshness_hours"),
        };
        root.RefuseTheRest();
        if (Path.GetFileNameWithoutExtension(path) != contract.Report)
            throw ContractErrors.NameDiffers(root.LocationOf("report"), contract.Report, path);
        if (contract.Grain.Count == 0)
            throw YamlErrors.MissingKey(root.Location, "grain");
        var names = columns.Select(column => column.Name).ToList();
        foreach (var key in contract.Grain.Where(key => !names.Contains(key)))
            throw ContractErrors.UnknownColumn(root.LocationOf("grain"), "grain", key, names);
        return contract;
    }

    private static List<ContractColumn> Columns(YamlMap map)
    {
        var columns = new List<ContractColumn>();
        foreach (var name in map.Keys)
        {
            var column = map.Map(name)!;
            var type = column.Text("type");
            columns.Add(new ContractColumn
            {
                Name = name,
                Type = ColumnType.TryParse(type) ?? throw YamlErrors.WrongValue(
                    column.LocationOf("type"), "type", type, "string, int, bigint, double, boolean or decimal(p,s)"),
                Nullable = column.Flag("nullable", false),
                Min = column.OptionalDecimal("min"),
                Max = column.OptionalDecimal("max"),
                Allowed = column.Texts("allowed"),
                Description = column.Text("description").Trim(),
            });
            column.RefuseTheRest();
        }
        return columns;
    }

    private static Reconciliation Reconciliation(YamlMap map)
    {
        var other = map.Map("other") ?? throw YamlErrors.MissingKey(map.Location, "other");
        var reconciliation = new Reconciliation(
            map.Text("name"), map.Text("this"), map.Choice<ReconciliationRule>("is"),
            other.OptionalText("report"), other.OptionalText("table"), other.Text("value"), other.OptionalText("where"));
        if (reconciliation.OtherReport is null == reconciliation.OtherTable is null)
            throw YamlErrors.WrongValue(map.LocationOf("other"), "other", "both or neither of report and table", "exactly one of them");
        other.RefuseTheRest();
        map.RefuseTheRest();
        return reconciliation;
    }

    private static RowBounds Bounds(YamlMap map)
    {
        var bounds = new RowBounds(map.Number("min", 0), map.Number("max", long.MaxValue));
        map.RefuseTheRest();
        return bounds.Min >= 0 && bounds.Min <= bounds.Max
            ? bounds
            : throw YamlErrors.WrongValue(map.Location, "rows", $"{bounds.Min} to {bounds.Max}", "a range of numbers from 0 up");
    }

    private static int Positive(YamlMap map, string key)
    {
        _ = map.Text(key);
        var number = map.Number(key, 0);
        return number is > 0 and <= 1_000_000
            ? (int)number
            : throw YamlErrors.WrongValue(map.LocationOf(key), key, number.ToString(), "a number above 0");
    }
}
