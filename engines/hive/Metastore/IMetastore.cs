namespace Nonolive.Hive.Metastore;

/// <summary>A database.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Location">Where managed tables get their folders.</param>
/// <param name="Comment">The comment, where one was given.</param>
public sealed record HiveDatabase(string Name, string Location, string? Comment = null);

/// <summary>
/// What Glue is on AWS: databases, tables and partitions, shared by sessions and safe to use from several threads. Names are
/// compared without regard to case. The calls say what happened and leave Hive's error wording to the session.
/// </summary>
public interface IMetastore
{
    /// <summary>All databases, by name.</summary>
    IReadOnlyList<HiveDatabase> Databases();

    /// <summary>The database, or null.</summary>
    HiveDatabase? FindDatabase(string name);

    /// <summary>False where one of this name exists already.</summary>
    bool AddDatabase(HiveDatabase database);

    /// <summary>Removes the database with whatever is in it.</summary>
    bool DropDatabase(string name);

    /// <summary>Tables and views of a database, by name.</summary>
    IReadOnlyList<HiveTable> Tables(string database);

    /// <summary>The table or view, or null.</summary>
    HiveTable? FindTable(string database, string name);

    /// <summary>False where one of this name exists already.</summary>
    bool AddTable(HiveTable table);

    /// <summary>Replaces a table's definition, perhaps under another name; partitions stay.</summary>
    void AlterTable(string database, string name, HiveTable changed);

    /// <summary>False where there is none.</summary>
    bool DropTable(string database, string name);

    /// <summary>A table's partitions in the order of their values.</summary>
    IReadOnlyList<HivePartition> Partitions(string database, string table);

    /// <summary>The partition with exactly these values, or null.</summary>
    HivePartition? FindPartition(string database, string table, IReadOnlyList<string?> values);

    /// <summary>False where one of these values exists already.</summary>
    bool AddPartition(string database, string table, HivePartition partition);

    /// <summary>Adds or replaces.</summary>
    void PutPartition(string database, string table, HivePartition partition);

    /// <summary>False where there is none.</summary>
    bool DropPartition(string database, string table, IReadOnlyList<string?> values);
}
