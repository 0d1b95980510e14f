using System.Diagnostics;
using Nonolive.Pipeline.Storage;
using Nonolive.Replication.Postgres;

namespace Nonolive.Replication.Tests;

/// <summary>What a real kill of the process leaves: nothing is lost, and nothing is left running.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ProcessKillTests
{
    private const string Role = "NONO_TEST_VICTIM";

    [Test]
    public async Task Nothing_is_lost_when_the_process_is_killed_twice()
    {
        await using var source = await Source.DatabaseAsync();
        using var lake = new Lake();
        await Traffic.CreateAsync(source, 100);
        var traffic = new Traffic(source, 5);
        for (var life = 1; life <= 2; life++)
        {
            var writing = traffic.RunAsync(2, 60);
            var before = (await lake.KeysAsync()).Count;
            using var victim = Start(nameof(Replicate), source.ConnectionString, lake.Folder);
            // The first is killed during its load, the second among its changes.
            await UntilAsync(victim, async () => (await lake.KeysAsync()).Count > before);
            victim.Kill();
            await victim.WaitForExitAsync();
            await writing;
        }
        await using var last = new ReplicationTask(Definition, new ReplicationTaskOptions { StateFolder = Path.Combine(lake.Folder, "state") });
        await last.StartAsync(source.ConnectionString, lake.Store, TimeProvider.System);
        await last.WaitUntilCaughtUpAsync();
        Assert.That(await Traffic.ReplayAsync(lake), Is.EqualTo(await Traffic.StateAsync(source)));
    }

    [Test]
    public async Task A_private_cluster_ends_with_the_process_that_started_it()
    {
        if (!PrivateCluster.IsAvailable)
            Assert.Ignore("PostgreSQL's programs are not here: apt-get install postgresql.");
        var folder = Directory.CreateTempSubdirectory("nonolive-test-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        using var victim = Start(nameof(HoldCluster), "", folder);
        var mark = Path.Combine(folder, "server");
        await UntilAsync(victim, () => Task.FromResult(File.Exists(mark)));
        using var server = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(mark)));
        victim.Kill();
        await victim.WaitForExitAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await server.WaitForExitAsync(limit.Token);
        // The next cluster in the same place removes what was left of its files.
        await (await PrivateCluster.StartAsync(folder)).DisposeAsync();
        Assert.That(Directory.GetFileSystemEntries(folder).Select(Path.GetFileName), Is.EqualTo(["server"]));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The victim's part: replicates until it is killed.</summary>
    [Test, Explicit("Runs in a process of its own, which another test kills.")]
    public async Task Replicate()
    {
        var (connection, folder) = Arguments();
        await using var task = new ReplicationTask(Definition, new ReplicationTaskOptions { StateFolder = Path.Combine(folder, "state"), TemporaryFolder = folder });
        await task.StartAsync(connection, new FileObjectStore(folder), TimeProvider.System);
        while (true)
            await task.WaitUntilCaughtUpAsync();
    }

    /// <summary>The victim's part: starts a cluster and waits to be killed.</summary>
    [Test, Explicit("Runs in a process of its own, which another test kills.")]
    public async Task HoldCluster()
    {
        var (_, folder) = Arguments();
        await using var cluster = await PrivateCluster.StartAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.new"), $"{cluster.ProcessId}");
        File.Move(Path.Combine(folder, "server.new"), Path.Combine(folder, "server"));
        await new TaskCompletionSource().Task;
    }

    private static Definition.ReplicationDefinition Definition => Definitions.Parse(Definitions.Mappings("a", "b"), endpoint: [("cdcMinFileSize", 16.0)]);

    private static (string Connection, string Folder) Arguments()
    {
        if (Environment.GetEnvironmentVariable(Role) is not { } role)
            throw new IgnoreException("It is started by another test only.");
        var parts = role.Split('\n');
        return (parts[0], parts[1]);
    }

    private static Process Start(string test, string connection, string folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(ProcessKillTests).Assembly.Location, "--filter", $"FullyQualifiedName={typeof(ProcessKillTests).FullName}.{test}"])
            start.ArgumentList.Add(argument);
        start.Environment[Role] = $"{connection}\n{folder}";
        // It must not start a cluster for its own tests.
        start.Environment["NONO_POSTGRES"] = connection;
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Process victim, Func<Task<bool>> holds)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            if (victim.HasExited)
                Assert.Fail($"The victim ended by itself with {victim.ExitCode}: {await victim.StandardOutput.ReadToEndAsync()}");
            await pause.WaitForNextTickAsync();
        }
    }
}
