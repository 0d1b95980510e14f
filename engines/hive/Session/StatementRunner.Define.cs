using Nonolive.Hive.Binding;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Session;

/// <summary>Databases, tables and views.</summary>
internal sealed partial class StatementRunner
{
    private async Task<StatementResult> DefineAsync(Statement statement, string text, CancellationToken cancellation)
    {
        switch (statement)
        {
            case UseDatabase use:
                Database = FindDatabase(use.Name, use.At).Name;
                return Done(StatementKind.Session);
            case CreateDatabase create:
                var location = create.Location ?? $"{Warehouse()}/{create.Name}.db";
                if (!Metastore.AddDatabase(new HiveDatabase(create.Name, location, create.Comment)) && !create.IfNotExists)
                    throw HiveFault.Semantic($"Database {create.Name} already exists", create.At, "Write IF NOT EXISTS.");
                break;
            case DropDatabase drop:
                await DropAsync(drop, cancellation);
                break;
            case CreateTable { Like: { } like } create:
                CreateLike(create, Find(like));
                break;
            case CreateTable create:
                if (NewTable(create, Columns(create.Columns)) is { } table)
                    Metastore.AddTable(table);
                break;
            case CreateView create:
                Create(create);
                break;
            case DropTable drop:
                await DropAsync(drop, cancellation);
                break;
            case TruncateTable truncate:
                await TruncateAsync(truncate, cancellation);
                break;
            case RepairTable repair:
                var repaired = Find(repair.Name);
                foreach (var partition in await folders.FindPartitionsAsync(repaired, engine, cancellation))
                    Metastore.AddPartition(repaired.Database, repaired.Name, partition);
                break;
            case AnalyzeTable analyze:
                Find(analyze.Table);
                break;
            default:
                throw HiveFault.Refused($"The statement '{text.Split('\n')[0]}'", statement.At);
        }
        return Done(StatementKind.Definition);
    }

    private string Warehouse() => (settings.Get("hive.metastore.warehouse.dir") ?? "s3://warehouse").TrimEnd('/');

    private HiveDatabase FindDatabase(string name, int at) => Metastore.FindDatabase(name)
        ?? (name == "default" ? DefaultDatabase() : throw HiveFault.Semantic($"Database does not exist: {name}", at, Closest.Hint(name, Metastore.Databases().Select(one => one.Name))));

    /// <summary>The database "default" is always there.</summary>
    private HiveDatabase DefaultDatabase()
    {
        Metastore.AddDatabase(new HiveDatabase("default", Warehouse()));
        return Metastore.FindDatabase("default")!;
    }

    private HiveTable Find(TableName name)
    {
        var database = FindDatabase(name.Database ?? Database, name.At);
        return Metastore.FindTable(database.Name, name.Name) ?? throw HiveFault.Semantic($"Table not found {(name.Database is null ? "" : name.Database + ".")}{name.Name} in database {database.Name}.",
            name.At, Closest.Hint(name.Name, Metastore.Tables(database.Name).Select(table => table.Name)));
    }

    private static List<HiveColumn> Columns(IReadOnlyList<ColumnDefinition> columns) =>
        [.. columns.Select(column => new HiveColumn(column.Name, column.Type, column.Comment))];

    /// <summary>The table to create, or null where IF NOT EXISTS finds one.</summary>
    private HiveTable? NewTable(CreateTable create, List<HiveColumn> columns)
    {
        var database = FindDatabase(create.Name.Database ?? Database, create.Name.At);
        if (Metastore.FindTable(database.Name, create.Name.Name) is not null)
            return create.IfNotExists ? null : throw HiveFault.Semantic($"Table {database.Name}.{create.Name.Name} already exists", create.Name.At, "Write IF NOT EXISTS.");
        if (create.Columns.Concat(create.Partitions).GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw HiveFault.Semantic($"Duplicate column name: {twice.Key}", twice.Last().At);
        if (columns.Count == 0 && create.Format.SerDe != "org.apache.hadoop.hive.serde2.RegexSerDe")
            throw HiveFault.Semantic("Either list columns or a custom serializer should be specified.", create.At);
        TableProperties.Check(create.Format.Properties, create.At);
        TableProperties.Check(create.Properties, create.At);
        return new HiveTable
        {
            Database = database.Name,
            Name = create.Name.Name,
            Columns = TableProperties.Declared(columns, create.Format),
            PartitionColumns = Columns(create.Partitions),
            Location = create.Location ?? $"{database.Location.TrimEnd('/')}/{create.Name.Name}",
            Format = create.Format,
            Properties = create.Properties,
            IsExternal = create.External,
            Comment = create.Comment,
            BucketColumns = create.Buckets,
            Buckets = create.BucketCount,
        };
    }

    private void CreateLike(CreateTable create, HiveTable source)
    {
        var database = FindDatabase(create.Name.Database ?? Database, create.Name.At);
        var table = source with
        {
            Database = database.Name,
            Name = create.Name.Name,
            IsExternal = create.External,
            ViewText = null,
            Location = create.Location ?? $"{database.Location.TrimEnd('/')}/{create.Name.Name}",
            Properties = source.ViewText is null ? source.Properties.Concat(create.Properties).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value) : create.Properties,
        };
        if (!Metastore.AddTable(table) && !create.IfNotExists)
            throw HiveFault.Semantic($"Table {database.Name}.{table.Name} already exists", create.Name.At, "Write IF NOT EXISTS.");
    }

    private void Create(CreateView create)
    {
        var database = FindDatabase(create.Name.Database ?? Database, create.Name.At);
        var query = NewBinder().Bind(create.Query);
        if (create.Columns.Count > 0 && create.Columns.Count != query.Columns.Count)
            throw HiveFault.Semantic("The number of columns produced by the SELECT clause does not match the number of column names specified by CREATE VIEW.", create.At);
        var columns = query.Columns.Select((column, index) => new HiveColumn(create.Columns.Count > 0 ? create.Columns[index] : column.Name, column.Type)).ToList();
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw HiveFault.Semantic($"Duplicate column name: {twice.Key}", create.At);
        var view = new HiveTable
        {
            Database = database.Name,
            Name = create.Name.Name,
            Columns = columns,
            ViewText = create.Text,
            Properties = new Dictionary<string, string> { [Binder.ViewDatabase] = Database },
        };
        var existing = Metastore.FindTable(database.Name, view.Name);
        if (existing is not null && (!create.Replace || existing.ViewText is null))
        {
            if (!create.IfNotExists)
                throw HiveFault.Semantic($"Table already exists: {database.Name}.{view.Name}", create.Name.At);
            return;
        }
        if (existing is not null)
            Metastore.AlterTable(database.Name, view.Name, view);
        else
            Metastore.AddTable(view);
    }

    private async Task DropAsync(DropDatabase drop, CancellationToken cancellation)
    {
        if (Metastore.FindDatabase(drop.Name) is null)
        {
            if (!drop.IfExists)
                throw HiveFault.Semantic($"Database does not exist: {drop.Name}", drop.At);
            return;
        }
        var tables = Metastore.Tables(drop.Name);
        if (tables.Count > 0 && !drop.Cascade)
            throw HiveFault.Semantic($"Database {drop.Name} is not empty. One or more tables exist.", drop.At, "Write CASCADE.");
        foreach (var table in tables.Where(table => !table.IsExternal && table.ViewText is null))
            await folders.DeleteAsync(table.Location, engine, cancellation);
        Metastore.DropDatabase(drop.Name);
    }

    private async Task DropAsync(DropTable drop, CancellationToken cancellation)
    {
        var database = drop.Name.Database ?? Database;
        if (Metastore.FindTable(database, drop.Name.Name) is not { } table)
        {
            // Hive's default hive.exec.drop.ignorenonexistent=true: dropping what is not there is no error.
            return;
        }
        if (drop.View != table.ViewText is not null)
            throw HiveFault.Semantic(drop.View ? "Cannot drop a base table with DROP VIEW" : "Cannot drop a view with DROP TABLE", drop.At);
        Metastore.DropTable(database, drop.Name.Name);
        if (!table.IsExternal && table.ViewText is null)
            await folders.DeleteAsync(table.Location, engine, cancellation);
    }

    private async Task TruncateAsync(TruncateTable truncate, CancellationToken cancellation)
    {
        var table = Find(truncate.Name);
        if (table.IsExternal || table.ViewText is not null)
            throw HiveFault.Semantic($"Cannot truncate non-managed table {table.Name}.", truncate.At);
        var locations = table.PartitionColumns.Count == 0 ? [table.Location]
            : Matching(table, truncate.Partition).Select(partition => partition.Location).ToList();
        foreach (var location in locations)
            await folders.DeleteAsync(location, engine, cancellation);
    }
}
