using Nonolive.Hive.Storage;

namespace Nonolive.Hive.Metastore;

/// <summary>A metastore in memory; one lock guards it, for every call is short.</summary>
public sealed class InMemoryMetastore : IMetastore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, DatabaseEntry> _databases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts the changes; a caller that saves the metastore compares it.</summary>
    public long Version { get; private set; }

    /// <summary>A metastore of its own that holds the same.</summary>
    public InMemoryMetastore Copy()
    {
        var copy = new InMemoryMetastore { Version = Version };
        lock (_lock)
        {
            foreach (var (name, database) in _databases)
                copy._databases.Add(name, database.Copy());
        }
        return copy;
    }

    /// <inheritdoc />
    public IReadOnlyList<HiveDatabase> Databases()
    {
        lock (_lock)
            return [.. _databases.Values.Select(entry => entry.Database)];
    }

    /// <inheritdoc />
    public HiveDatabase? FindDatabase(string name)
    {
        lock (_lock)
            return _databases.GetValueOrDefault(name)?.Database;
    }

    /// <inheritdoc />
    public bool AddDatabase(HiveDatabase database)
    {
        lock (_lock)
            return Changed(_databases.TryAdd(database.Name, new DatabaseEntry(database)));
    }

    /// <inheritdoc />
    public bool DropDatabase(string name)
    {
        lock (_lock)
            return Changed(_databases.Remove(name));
    }

    /// <inheritdoc />
    public IReadOnlyList<HiveTable> Tables(string database)
    {
        lock (_lock)
            return _databases.TryGetValue(database, out var entry) ? [.. entry.Tables.Values.Select(table => table.Table)] : [];
    }

    /// <inheritdoc />
    public HiveTable? FindTable(string database, string name)
    {
        lock (_lock)
            return Find(database, name)?.Table;
    }

    /// <inheritdoc />
    public bool AddTable(HiveTable table)
    {
        lock (_lock)
        {
            return Changed(_databases.TryGetValue(table.Database, out var entry)
                && entry.Tables.TryAdd(table.Name, new TableEntry(table)));
        }
    }

    /// <inheritdoc />
    public void AlterTable(string database, string name, HiveTable changed)
    {
        lock (_lock)
        {
            if (Find(database, name) is not { } entry)
                return;
            var sameName = string.Equals(database, changed.Database, StringComparison.OrdinalIgnoreCase)
                && string.Equals(name, changed.Name, StringComparison.OrdinalIgnoreCase);
            if (!sameName && (!_databases.TryGetValue(changed.Database, out var target) || target.Tables.ContainsKey(changed.Name)))
                throw MetastoreErrors.TableNameTaken(changed.Database, changed.Name);
            entry.Table = changed;
            _databases[database].Tables.Remove(name);
            Changed(_databases[changed.Database].Tables.TryAdd(changed.Name, entry));
        }
    }

    /// <inheritdoc />
    public bool DropTable(string database, string name)
    {
        lock (_lock)
            return Changed(_databases.TryGetValue(database, out var entry) && entry.Tables.Remove(name));
    }

    /// <inheritdoc />
    public IReadOnlyList<HivePartition> Partitions(string database, string table)
    {
        lock (_lock)
            return Find(database, table) is { } entry ? [.. entry.Partitions.Values] : [];
    }

    /// <inheritdoc />
    public HivePartition? FindPartition(string database, string table, IReadOnlyList<string?> values)
    {
        lock (_lock)
            return Find(database, table)?.Partitions.GetValueOrDefault(KeyOf(values));
    }

    /// <inheritdoc />
    public bool AddPartition(string database, string table, HivePartition partition)
    {
        lock (_lock)
            return Changed(Find(database, table) is { } entry && entry.Partitions.TryAdd(KeyOf(partition.Values), partition));
    }

    /// <inheritdoc />
    public void PutPartition(string database, string table, HivePartition partition)
    {
        lock (_lock)
        {
            if (Find(database, table) is not { } entry)
                return;
            entry.Partitions[KeyOf(partition.Values)] = partition;
            Changed(true);
        }
    }

    /// <inheritdoc />
    public bool DropPartition(string database, string table, IReadOnlyList<string?> values)
    {
        lock (_lock)
            return Changed(Find(database, table) is { } entry && entry.Partitions.Remove(KeyOf(values)));
    }

    // The values as they stand in folder names, so that partitions sort as SHOW PARTITIONS lists them.
    private static string KeyOf(IReadOnlyList<string?> values) => string.Join('/', values.Select(PartitionNames.Escape));

    private TableEntry? Find(string database, string table) =>
        _databases.TryGetValue(database, out var entry) ? entry.Tables.GetValueOrDefault(table) : null;

    private bool Changed(bool changed)
    {
        if (changed)
            Version++;
        return changed;
    }

    private sealed class DatabaseEntry(HiveDatabase database)
    {
        internal HiveDatabase Database { get; } = database;

        internal SortedDictionary<string, TableEntry> Tables { get; private init; } = new(StringComparer.OrdinalIgnoreCase);

        internal DatabaseEntry Copy()
        {
            var tables = new SortedDictionary<string, TableEntry>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, table) in Tables)
                tables.Add(name, table.Copy());
            return new DatabaseEntry(Database) { Tables = tables };
        }
    }

    private sealed class TableEntry(HiveTable table)
    {
        internal HiveTable Table { get; set; } = table;

        internal SortedDictionary<string, HivePartition> Partitions { get; private init; } = new(StringComparer.Ordinal);

        internal TableEntry Copy() => new(Table) { Partitions = new SortedDictionary<string, HivePartition>(Partitions, StringComparer.Ordinal) };
    }
}
