using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Contracts;

namespace Nonolive.Pipeline.Jobs.Generated;

/// <summary>
/// The scripts that follow from a definition: raw tables and snapshots from the platform's schema, report tables and audits
/// from the contracts. They are kept in the jobs folder like any other script, so that what runs can be read; a test checks
/// that they are current.
/// </summary>
public static class GeneratedJobs
{
    /// <summary>
    /// Tables whose rows are moved from day to day, kept as a state: one snapshot a day. The others hold facts of their day,
    /// which staging takes from the day's changes, so that their history is never read.
    /// </summary>
    public static IReadOnlyList<AuroraTable> States { get; } =
        [.. AuroraSchema.Tables.Where(table => table.Name is not ("live_sessions" or "gift_orders" or "recharges"))];

    /// <summary>Path below the jobs folder and content of every generated script.</summary>
    public static IReadOnlyDictionary<string, string> Files(ContractCatalog contracts)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["ddl/raw_tables.sql"] = RawTableSql.Create(AuroraSchema.Tables),
            ["ddl/snapshots.sql"] = SnapshotSql.Create(States),
            ["ddl/reports.sql"] = ReportTableSql.Create(contracts.Contracts),
            ["staging/stg_changes.sql"] = ChangeSql.Create(AuroraSchema.Tables),
        };
        foreach (var table in States)
            files[$"snapshots/snap_{table.Name}.sql"] = SnapshotSql.Incremental(table);
        foreach (var table in States)
            files[$"rebuild/snap_{table.Name}.sql"] = SnapshotSql.Rebuild(table);
        foreach (var contract in contracts.Contracts)
            files[$"audits/{contract.Report}.sql"] = AuditSql.Create(contract);
        return files;
    }

    /// <summary>Writes the generated scripts that are not current into a jobs folder and gives their paths below it.</summary>
    public static IReadOnlyList<string> Write(string folder)
    {
        var written = new List<string>();
        foreach (var (path, text) in Files(ContractCatalog.Load(folder)))
        {
            var target = Path.Combine(folder, path);
            if (File.Exists(target) && File.ReadAllText(target) == text)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
            written.Add(path);
        }
        return written;
    }
}
