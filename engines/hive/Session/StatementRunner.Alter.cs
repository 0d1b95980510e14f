using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Session;

/// <summary>ALTER TABLE and partitions.</summary>
internal sealed partial class StatementRunner
{
    private async Task<StatementResult> AlterAsync(AlterTable alter, CancellationToken cancellation)
    {
        var table = Find(alter.Name);
        void Save(HiveTable changed) => Metastore.AlterTable(table.Database, table.Name, changed);
        if (alter.Partition.Count > 0 && alter.Action is not (SetLocation or RenamePartition or SetSerDe or SetProperties or NoAction or AddColumns or ChangeColumn))
            throw HiveFault.Refused("This change of a partition", alter.Action.At);
        switch (alter.Action)
        {
            case AddPartitions add:
                foreach (var (spec, location) in add.Partitions)
                    AddPartition(table, spec, location, add);
                break;
            case DropPartitions drop:
                await DropAsync(table, drop, cancellation);
                break;
            case RenameTable rename:
                var database = FindDatabase(rename.To.Database ?? Database, rename.To.At).Name;
                if (Metastore.FindTable(database, rename.To.Name) is not null)
                    throw HiveFault.Semantic($"new table {database}.{rename.To.Name} already exists", rename.To.At);
                // A managed table's folder keeps its name here: only what is read and written counts.
                Save(table with { Database = database, Name = rename.To.Name });
                break;
            case RenamePartition rename:
                var old = One(table, alter.Partition, alter.At);
                Metastore.DropPartition(table.Database, table.Name, old.Values);
                Metastore.PutPartition(table.Database, table.Name, old with { Values = FullValues(table, rename.To, rename.At) });
                break;
            case SetLocation set when alter.Partition.Count > 0:
                Metastore.PutPartition(table.Database, table.Name, One(table, alter.Partition, alter.At) with { Location = set.Location });
                break;
            case SetLocation set:
                Save(table with { Location = set.Location });
                break;
            case SetProperties set when set.SerDe && alter.Partition.Count > 0:
                TableProperties.Check(set.Properties, set.At);
                var one = One(table, alter.Partition, alter.At);
                var format = one.Format ?? table.Format;
                Metastore.PutPartition(table.Database, table.Name, one with { Format = format with { Properties = Merge(format.Properties, set.Properties) } });
                break;
            case SetProperties set when set.SerDe:
                TableProperties.Check(set.Properties, set.At);
                KeepPartitionFormats(table);
                Save(table with { Format = table.Format with { Properties = Merge(table.Format.Properties, set.Properties) } });
                break;
            case SetProperties set:
                TableProperties.Check(set.Properties, set.At);
                Save(table with { Properties = Merge(table.Properties, set.Properties), IsExternal = set.Properties.TryGetValue("EXTERNAL", out var external) ? external.Equals("TRUE", StringComparison.OrdinalIgnoreCase) : table.IsExternal });
                break;
            case UnsetProperties unset:
                Save(table with { Properties = table.Properties.Where(pair => !unset.Keys.Contains(pair.Key)).ToDictionary() });
                break;
            case SetSerDe set when TableProperties.Allowed(set.Format.Properties, set.At) && alter.Partition.Count > 0:
                Metastore.PutPartition(table.Database, table.Name, One(table, alter.Partition, alter.At) with { Format = set.Format });
                break;
            case SetSerDe set:
                KeepPartitionFormats(table);
                Save(table with { Format = set.Format, Columns = TableProperties.Declared(table.Columns, set.Format) });
                break;
            case AddColumns add:
                Save(table with { Columns = TableProperties.Declared(Distinct(add.Replace ? Columns(add.Columns) : [.. table.Columns, .. Columns(add.Columns)], add.At), table.Format) });
                break;
            case ChangeColumn change:
                Save(table with { Columns = TableProperties.Declared(Distinct(Change(table, change), change.At), table.Format) });
                break;
        }
        return Done(StatementKind.Definition);
    }

    /// <summary>A partition keeps the format that its table had when it was made.</summary>
    private void KeepPartitionFormats(HiveTable table)
    {
        foreach (var partition in Metastore.Partitions(table.Database, table.Name).Where(partition => partition.Format is null))
            Metastore.PutPartition(table.Database, table.Name, partition with { Format = table.Format });
    }

    private static List<HiveColumn> Distinct(List<HiveColumn> columns, int at) =>
        columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw HiveFault.Semantic($"Duplicate column name: {twice.Key}", at) : columns;

    private static List<HiveColumn> Change(HiveTable table, ChangeColumn change)
    {
        var columns = table.Columns.ToList();
        var index = columns.FindIndex(column => column.Name == change.Old);
        if (index < 0)
            throw HiveFault.Semantic($"Invalid column reference {change.Old}", change.At, Closest.Hint(change.Old, columns.Select(column => column.Name)));
        columns.RemoveAt(index);
        var place = change.First ? 0 : change.After is null ? index : columns.FindIndex(column => column.Name == change.After) + 1;
        if (change.After is not null && place == 0)
            throw HiveFault.Semantic($"Invalid column reference {change.After}", change.At);
        columns.Insert(place, new HiveColumn(change.New.Name, change.New.Type, change.New.Comment));
        return columns;
    }

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> changes)
    {
        var merged = old.ToDictionary();
        foreach (var (key, value) in changes)
            merged[key] = value;
        return merged;
    }

    /// <summary>A location without a scheme and a root lies below the table's.</summary>
    private static string Absolute(HiveTable table, string location) =>
        location.Contains("://", StringComparison.Ordinal) || location.StartsWith('/') || location.StartsWith("file:", StringComparison.Ordinal) ? location : $"{table.Location.TrimEnd('/')}/{location}";

    private void AddPartition(HiveTable table, IReadOnlyList<PartitionItem> spec, string? location, AddPartitions add)
    {
        var values = FullValues(table, spec, add.At);
        var partition = new HivePartition(values, location is null ? DefaultLocation(table, values) : Absolute(table, location));
        if (!Metastore.AddPartition(table.Database, table.Name, partition) && !add.IfNotExists)
            throw HiveFault.Semantic($"Partition already exists: {folders.PartitionFolder(table, values)}", add.At, "Write IF NOT EXISTS.");
    }

    private string DefaultLocation(HiveTable table, IReadOnlyList<string?> values) => $"{table.Location.TrimEnd('/')}/{folders.PartitionFolder(table, values)}";

    private List<string?> FullValues(HiveTable table, IReadOnlyList<PartitionItem> spec, int at)
    {
        var values = StaticValues(table, spec, at);
        return values.Count == table.PartitionColumns.Count && values.Count > 0 ? values : throw HiveFault.Semantic("A value is needed for every partition column.", at);
    }

    private HivePartition One(HiveTable table, IReadOnlyList<PartitionItem> spec, int at)
    {
        var values = FullValues(table, spec, at);
        return Metastore.FindPartition(table.Database, table.Name, values) ?? throw HiveFault.Semantic($"Partition not found: {folders.PartitionFolder(table, values)}", at);
    }

    private async Task DropAsync(HiveTable table, DropPartitions drop, CancellationToken cancellation)
    {
        foreach (var spec in drop.Specs)
        {
            var dropped = Matching(table, spec);
            if (dropped.Count == 0 && !drop.IfExists && spec.All(item => item.Operator == "="))
                throw HiveFault.Semantic($"Partition not found ({string.Join(", ", spec.Select(item => item.Name))}).", drop.At, "Write IF EXISTS.");
            foreach (var partition in dropped)
            {
                Metastore.DropPartition(table.Database, table.Name, partition.Values);
                if (!table.IsExternal)
                    await folders.DeleteAsync(partition.Location, engine, cancellation);
            }
        }
    }

    /// <summary>The partitions that a specification names, which may leave columns out and compare.</summary>
    private List<HivePartition> Matching(HiveTable table, IReadOnlyList<PartitionItem> spec)
    {
        var columns = table.PartitionColumns.ToList();
        var tests = spec.Select(item =>
        {
            var index = columns.FindIndex(column => column.Name == item.Name);
            if (index < 0)
                throw HiveFault.Semantic($"Partition column '{item.Name}' is not one of {table.Name}'s.", item.At, Closest.Hint(item.Name, columns.Select(column => column.Name)));
            return (index, item.Operator, Value: item.Value is null ? null : PartitionText(item, columns[index].Type), Any: item.Value is null);
        }).ToList();
        return [.. Metastore.Partitions(table.Database, table.Name).Where(partition =>
            tests.All(test => test.Any || Holds(partition.Values[test.index], test.Operator, test.Value, columns[test.index].Type)))];
    }

    private static bool Holds(string? value, string sign, string? wanted, HiveType type)
    {
        if (value is null || wanted is null)
            return value == wanted && sign == "=";
        var order = type.IsNumeric && decimal.TryParse(value, out var a) && decimal.TryParse(wanted, out var b) ? a.CompareTo(b) : string.CompareOrdinal(value, wanted);
        return sign switch
        {
            "=" => order == 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => order != 0,
        };
    }
}
