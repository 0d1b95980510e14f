using System.Text.Json;

namespace Nonolive.Replication.State;

/// <summary>What a task must remember to continue after it was stopped or killed.</summary>
internal sealed record TaskState
{
    /// <value>The source's system identifier and database, so that a state is not used on another source.</value>
    public string Source { get; init; } = "";

    /// <value>Whether all tables are loaded, by name in the source.</value>
    public Dictionary<string, bool> Loaded { get; init; } = [];

    /// <value>Where the changes end that are stored.</value>
    public ulong StoredLsn { get; set; }

    /// <value>The time part of the last change sequence, which never goes back.</value>
    public long SequenceTime { get; set; }

    /// <value>The time in the name of the last file of changes, in milliseconds since 1970.</value>
    public long LastFileTime { get; set; }
}

/// <summary>Keeps the state in a file, replaced whole, or in memory where there is no folder for it.</summary>
internal sealed class StateStore(string? folder)
{
    private readonly string? _file = folder is null ? null : Path.Combine(folder, "replication-task.json");
    private readonly Lock _lock = new();

    public TaskState? Read() => _file is not null && File.Exists(_file) ? JsonSerializer.Deserialize<TaskState>(File.ReadAllText(_file)) : null;

    public void Write(TaskState state)
    {
        if (_file is null)
            return;
        lock (_lock)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllText(_file + ".new", JsonSerializer.Serialize(state));
            File.Move(_file + ".new", _file, overwrite: true);
        }
    }

    public void Delete()
    {
        if (_file is not null)
            File.Delete(_file);
    }
}
