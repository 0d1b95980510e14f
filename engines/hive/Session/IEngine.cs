using DuckDB.NET.Data;
using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Session;

/// <summary>What storage and functions may use of the running session.</summary>
public interface IEngine
{
    /// <summary>The session's DuckDB; one statement at a time runs on it.</summary>
    DuckDBConnection DuckDb { get; }

    /// <summary>The lake.</summary>
    IObjectStore Store { get; }

    /// <summary>The metastore.</summary>
    IMetastore Metastore { get; }

    /// <summary>A folder for temporary files, deleted with the session.</summary>
    string TempFolder { get; }

    /// <summary>The clock.</summary>
    TimeProvider Time { get; }

    /// <summary>The value of a setting (SET key=value, --hiveconf), or null where the script and the caller said nothing.</summary>
    string? Setting(string key);
}
