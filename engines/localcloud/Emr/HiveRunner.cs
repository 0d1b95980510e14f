using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Emr;

/// <summary>Runs scripts with the embedded engine.</summary>
internal sealed class HiveRunner(LocalHive hive) : IHiveRunner
{
    public Task RunAsync(HiveScript script, Action<string> report, CancellationToken cancellation) =>
        throw new StateFailure("States.TaskFailed", $"{script.File} cannot be run in {hive.Folder}: this build has no Hive engine.");
}
