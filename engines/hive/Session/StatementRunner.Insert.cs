using Nonolive.Hive.Binding;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Storage;
using Nonolive.Hive.Types;
using Casts = Nonolive.Hive.Emit.Casts;
using Sql = Nonolive.Hive.Emit.Sql;

namespace Nonolive.Hive.Session;

/// <summary>INSERT, multi-insert, CTAS and LOAD DATA.</summary>
internal sealed partial class StatementRunner
{
    private async Task<StatementResult> InsertAsync(InsertStatement insert, CancellationToken cancellation)
    {
        var binder = NewBinder();
        var written = new List<WrittenTable>();
        // Every branch is bound, and so checked, before the first one writes.
        foreach (var (branch, query) in BindBranches(insert, binder))
        {
            var filled = query with { Sql = await _preparation.FillAsync(query.Sql, binder, cancellation) };
            written.Add(branch.Target is DirectoryTarget directory
                ? await WriteAsync(directory, filled, cancellation) : await WriteAsync((TableTarget)branch.Target, filled, cancellation));
        }
        return Done(StatementKind.Write) with { Written = written };
    }

    private List<(InsertBranch Branch, BoundQuery Query)> BindBranches(InsertStatement insert, Binder binder)
    {
        binder.Define(insert.Ctes);
        var bound = insert.Branches.Select(branch => (branch, Query: binder.Bind(branch.Source))).ToList();
        var with = binder.DefinedCtes();
        return [.. bound.Select(pair =>
        {
            var query = with.Length == 0 ? pair.Query : pair.Query with { Sql = pair.Query.Sql.StartsWith("WITH ", StringComparison.Ordinal)
                ? $"{with}SELECT * FROM ({pair.Query.Sql})" : with + pair.Query.Sql };
            return (pair.branch, pair.branch.Target is TableTarget target ? Fit(target, query) : query);
        })];
    }

    /// <summary>The query with the table's names and types: data columns, then dynamic partition columns.</summary>
    private BoundQuery Fit(TableTarget target, BoundQuery query)
    {
        var table = Find(target.Table);
        if (table.ViewText is not null)
            throw HiveFault.Semantic($"{table.Name} is a view; nothing can be inserted into it.", target.At);
        var fixedCount = StaticValues(table, target.Partition, target.At).Count;
        var wanted = table.Columns.Concat(table.PartitionColumns.Skip(fixedCount)).ToList();
        var names = target.Columns;
        foreach (var name in names)
        {
            if (wanted.All(column => column.Name != name))
                throw HiveFault.Semantic($"'{name}' in insert schema specification is not found among regular columns of {table.Database}.{table.Name}.", target.At, Closest.Hint(name, wanted.Select(column => column.Name)));
        }
        var expected = names.Count > 0 ? names.Count : wanted.Count;
        if (query.Columns.Count != expected)
        {
            throw HiveFault.Semantic($"Cannot insert into target table because column number/types are different '{table.Name}': Table insclause-0 has {expected} columns, but query has {query.Columns.Count} columns.",
                target.At);
        }
        var items = wanted.Select((column, index) =>
        {
            var source = names.Count > 0 ? names.ToList().IndexOf(column.Name) : index;
            if (source < 0)
                return $"{Sql.Null(column.Type)} AS {Sql.Name(column.Name)}";
            var from = query.Columns[source];
            var sql = Casts.Convert($"q.{Sql.Name(from.SqlName)}", from.Type, column.Type) ?? throw HiveFault.Semantic(
                $"Cannot insert into target table because column number/types are different '{table.Name}': Cannot convert column {source} from {from.Type} to {column.Type}.", target.At);
            return $"{sql} AS {Sql.Name(column.Name)}";
        });
        return new BoundQuery($"SELECT {string.Join(", ", items)} FROM ({query.Sql}) q", [.. wanted.Select(column => new OutputColumn(column.Name, column.Name, column.Type, [], ColumnWork.None))]) { Ordered = query.Ordered };
    }

    private async Task<WrittenTable> WriteAsync(TableTarget target, BoundQuery query, CancellationToken cancellation)
    {
        var table = Find(target.Table);
        var values = StaticValues(table, target.Partition, target.At);
        if (target.IfNotExists && values.Count == table.PartitionColumns.Count && Metastore.FindPartition(table.Database, table.Name, values) is not null)
            return new WrittenTable($"{table.Database}.{table.Name}", table.Location, [], 0);
        engine.Require(query.Sql);
        var result = await writer.WriteAsync(new TableWrite(table, values, target.Overwrite, query.Sql) { Ordered = query.Ordered }, engine, cancellation);
        return new WrittenTable($"{table.Database}.{table.Name}", table.Location, result.Partitions, result.Rows);
    }

    private async Task<WrittenTable> WriteAsync(DirectoryTarget target, BoundQuery query, CancellationToken cancellation)
    {
        if (target.Local)
            throw HiveFault.Refused("INSERT OVERWRITE LOCAL DIRECTORY", target.At, "Write to an s3:// directory.");
        engine.Require(query.Sql);
        var columns = query.Columns.Select(column => new HiveColumn(column.Name, column.Type.Kind == HiveKind.Void ? HiveType.String : column.Type)).ToList();
        var result = await writer.WriteAsync(new DirectoryWrite(target.Location, target.Format, columns, query.Sql) { Ordered = query.Ordered }, engine, cancellation);
        return new WrittenTable(null, target.Location, [], result.Rows);
    }

    /// <summary>Values of the leading partition columns; checks the order, the names and the dynamic mode.</summary>
    private List<string?> StaticValues(HiveTable table, IReadOnlyList<PartitionItem> spec, int at)
    {
        if (table.PartitionColumns.Count == 0)
            return spec.Count == 0 ? [] : throw HiveFault.Semantic($"Table {table.Name} is not partitioned.", spec[0].At);
        if (spec.Count == 0)
        {
            // Hive 3 takes all partition columns as dynamic when PARTITION is left out.
            RequireDynamic(true, at);
            return [];
        }
        foreach (var item in spec)
        {
            if (table.PartitionColumns.All(column => column.Name != item.Name))
                throw HiveFault.Semantic($"Partition column '{item.Name}' is not one of {table.Name}'s: {string.Join(", ", table.PartitionColumns.Select(column => column.Name))}.", item.At, Closest.Hint(item.Name, table.PartitionColumns.Select(column => column.Name)));
        }
        if (spec.Count != table.PartitionColumns.Count)
            throw HiveFault.Semantic($"Need to specify partition columns because the destination table is partitioned by {string.Join(", ", table.PartitionColumns.Select(column => column.Name))}.", at);
        var values = new List<string?>();
        foreach (var column in table.PartitionColumns)
        {
            var item = spec.First(one => one.Name == column.Name);
            if (item.Value is null)
                break;
            values.Add(PartitionText(item, column.Type));
        }
        if (spec.Count(item => item.Value is not null) != values.Count)
            throw HiveFault.Semantic("Dynamic partition cannot be the parent of a static partition.", at);
        if (values.Count < spec.Count)
            RequireDynamic(values.Count == 0, at);
        return values;
    }

    private void RequireDynamic(bool all, int at)
    {
        if (settings.Get("hive.exec.dynamic.partition") is "false")
            throw HiveFault.Semantic("Dynamic partition is disabled. Either enable it by setting hive.exec.dynamic.partition=true or specify partition column values.", at);
        if (all && settings.Get("hive.exec.dynamic.partition.mode") is not "nonstrict")
            throw HiveFault.Semantic("Dynamic partition strict mode requires at least one static partition column. To turn this off set hive.exec.dynamic.partition.mode=nonstrict", at);
    }

    /// <summary>A partition's value as the metastore keeps it: numbers without leading zeros, dates as yyyy-MM-dd.</summary>
    private static string? PartitionText(PartitionItem item, HiveType type)
    {
        if (item.Value is not LiteralExpr literal)
            throw HiveFault.Semantic($"The value of partition column '{item.Name}' must be a literal.", item.At, "Compute it in the script's caller and pass it as a hivevar, or make it dynamic.");
        if (literal.Kind == LiteralKind.Null)
            return null;
        var text = literal.Kind == LiteralKind.Number ? literal.Text.TrimEnd('L', 'l', 'S', 's', 'Y', 'y') : literal.Text;
        if (type.IsInteger)
            return long.TryParse(text.Trim(), out var number) ? Sql.Number(number) : throw HiveFault.Semantic($"Cannot convert partition column {item.Name}'s value '{text}' to {type}.", item.At);
        if (type.Kind == HiveKind.Date)
            return DateOnly.TryParseExact(text.Trim(), "yyyy-M-d", out var date) ? $"{date:yyyy-MM-dd}" : throw HiveFault.Semantic($"Cannot convert partition column {item.Name}'s value '{text}' to date.", item.At);
        return text.Length == 0 ? null : text;
    }

    private async Task<StatementResult> CreateAsAsync(CreateTable create, CancellationToken cancellation)
    {
        var binder = NewBinder();
        var query = binder.Bind(create.As!);
        if (create.Partitions.Count > 0 || create.Columns.Count > 0)
            throw HiveFault.Semantic("CREATE-TABLE-AS-SELECT does not support columns or partitioning in the target table.", create.At);
        if (create.External)
            throw HiveFault.Semantic("CREATE-TABLE-AS-SELECT cannot create external table.", create.At);
        if (query.Columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw HiveFault.Semantic($"Duplicate column name: {twice.Key}", create.At);
        if (query.Columns.FirstOrDefault(column => column.Type.Kind == HiveKind.Void) is { } empty)
            throw HiveFault.Semantic($"CREATE-TABLE-AS-SELECT creates a VOID type, please use CAST to specify the type, near field: {empty.Name}", create.At);
        var columns = query.Columns.Select(column => new HiveColumn(column.Name, column.Type)).ToList();
        if (NewTable(create, columns) is not { } table)
            return Done(StatementKind.Definition);
        var items = query.Columns.Select(column => $"q.{Sql.Name(column.SqlName)} AS {Sql.Name(column.Name)}");
        var sql = await _preparation.FillAsync($"SELECT {string.Join(", ", items)} FROM ({query.Sql}) q", binder, cancellation);
        engine.Require(sql);
        var result = await writer.WriteAsync(new TableWrite(table, [], true, sql) { Ordered = query.Ordered }, engine, cancellation);
        Metastore.AddTable(table);
        return Done(StatementKind.Write) with { Written = [new WrittenTable($"{table.Database}.{table.Name}", table.Location, [], result.Rows)] };
    }

    private async Task<StatementResult> LoadAsync(LoadData load, CancellationToken cancellation)
    {
        var table = Find(load.Table);
        var location = table.Location;
        var partitions = new List<HivePartition>();
        if (table.PartitionColumns.Count > 0)
        {
            var values = StaticValues(table, load.Partition, load.At);
            if (values.Count != table.PartitionColumns.Count)
                throw HiveFault.Semantic("LOAD DATA needs a value for every partition column.", load.At);
            var partition = Metastore.FindPartition(table.Database, table.Name, values) ?? new HivePartition(values, DefaultLocation(table, values));
            partitions.Add(partition);
            location = partition.Location;
        }
        await folders.LoadAsync(load.Path, load.Local, location, load.Overwrite, engine, cancellation);
        foreach (var partition in partitions)
            Metastore.PutPartition(table.Database, table.Name, partition);
        return Done(StatementKind.Write) with { Written = [new WrittenTable($"{table.Database}.{table.Name}", table.Location, partitions, 0)] };
    }
}
