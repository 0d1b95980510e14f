using Nonolive.Infra.StateMachine;
using Nonolive.Pipeline.Storage;

namespace Nonolive.LocalCloud.Emr;

/// <summary>Runs scripts with the embedded engine: a session for each, as hive-script has, over the stack's one metastore.</summary>
internal sealed class HiveRunner(LocalHive hive) : IHiveRunner
{
    public async Task RunAsync(HiveScript script, Action<string> report, CancellationToken cancellation)
    {
        var text = await hive.Store.ReadTextAsync(ObjectUri.Parse(script.File), cancellation);
        await using var session = hive.Open(script.HiveVars, script.HiveConfs);
        foreach (var written in await session.ExecuteAsync(text, NameInRepository(script.File), cancellation))
            report($"{written.Table ?? written.Location}: {written.Rows} rows");
    }

    // An error should point to the file that a person can mend, not to its copy under a digest.
    private static string NameInRepository(string file)
    {
        var key = ObjectUri.Parse(file).Key;
        var parts = key.StartsWith(JobPaths.Prefix, StringComparison.Ordinal) ? key[JobPaths.Prefix.Length..].Split('/', 2) : [];
        return parts.Length == 2 ? JobPaths.Prefix + parts[1] : file;
    }
}
