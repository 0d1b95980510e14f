using System.Diagnostics;
using System.Globalization;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Pipeline.Tests.Processes;

/// <summary>What a process that is killed leaves: no child, no child's child, and no folder.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "The guard is a shell.")]
public sealed class ProcessesTests
{
    private const string Role = "NONO_TEST_VICTIM";
    private const string Family = "sleep 600 & echo $$ $!; wait";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_killed_process_leaves_neither_children_nor_folders()
    {
        using var own = ScratchFolder.Create("test");
        var mark = Path.Combine(own.Path, "victim");
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ProcessesTests).Assembly.Location, "--filter", $"FullyQualifiedName={typeof(ProcessesTests).FullName}.{nameof(Hold)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Role] = mark;
        start.Environment["TESTINGPLATFORM_PIPE_DIRECTORY"] = Path.GetTempPath();
        // Nobody else's sweep may remove what the guard should.
        start.Environment["TMPDIR"] = own.Sub("temporary");
        using var victim = Process.Start(start)!;
        await UntilAsync(() => File.Exists(mark) || victim.HasExited);
        if (victim.HasExited)
            Assert.Fail($"The victim ended by itself with {victim.ExitCode}: {await victim.StandardOutput.ReadToEndAsync()}{await victim.StandardError.ReadToEndAsync()}");
        var (folder, ids) = ((await File.ReadAllLinesAsync(mark))[0], Numbers((await File.ReadAllLinesAsync(mark))[1]));
        Assert.That(Directory.Exists(folder) && ids.All(IsRunning));

        victim.Kill();

        await UntilAsync(() => !ids.Any(IsRunning));
        await UntilAsync(() => !Directory.Exists(folder));
    }

    /// <summary>The victim's part: has a folder and a child, and waits to be killed.</summary>
    [Test, Explicit("Runs in a process of its own, which another test kills.")]
    public async Task Hold()
    {
        var mark = Environment.GetEnvironmentVariable(Role) ?? throw new IgnoreException("It is started by another test only.");
        using var folder = ScratchFolder.Create("test");
        await File.WriteAllTextAsync(Path.Combine(folder.Sub("with"), "content"), "x");
        using var child = Process.Start(ChildGuard.Start("/bin/sh", ["-c", Family]))!;
        await File.WriteAllLinesAsync(mark + ".new", [folder.Path, (await child.StandardOutput.ReadLineAsync())!]);
        File.Move(mark + ".new", mark);
        await child.WaitForExitAsync();
    }

    [TestCase("setsid")]
    [TestCase("perl", Description = "macOS has no setsid")]
    public async Task A_child_is_ended_with_its_own_children(string leader)
    {
        using var folder = ScratchFolder.Create("test");
        foreach (var program in (string[])[leader, "sh", "sleep"])
        {
            if (Programs(program).FirstOrDefault() is not { } path)
                throw new IgnoreException($"There is no {program} on PATH.");
            File.CreateSymbolicLink(Path.Combine(folder.Path, program), path);
        }
        var start = ChildGuard.Start("sh", ["-c", Family]);
        start.Environment["PATH"] = folder.Path;
        using var child = Process.Start(start)!;
        var ids = Numbers((await child.StandardOutput.ReadLineAsync())!);
        Assert.That(ids.All(IsRunning));

        await ChildGuard.EndAsync(child);

        Assert.That(child.HasExited);
        await UntilAsync(() => !ids.Any(IsRunning));
    }

    [Test]
    public async Task The_exit_code_and_the_output_are_the_child_s()
    {
        using var child = Process.Start(ChildGuard.Start("/bin/sh", ["-c", "echo said; exit 7"]))!;
        Assert.That(await child.StandardOutput.ReadToEndAsync(), Is.EqualTo("said\n"));
        await child.WaitForExitAsync();
        Assert.That(child.ExitCode, Is.EqualTo(7));
    }

    [Test]
    public async Task A_child_can_be_asked_to_end_by_a_signal_of_its_own()
    {
        using var child = Process.Start(ChildGuard.Start("/bin/sh", ["-c", "trap 'echo asked; exit 5' TERM; echo ready; while :; do sleep 0.1; done"], "TERM"))!;
        Assert.That(await child.StandardOutput.ReadLineAsync(), Is.EqualTo("ready"));

        await ChildGuard.EndAsync(child);

        Assert.That(await child.StandardOutput.ReadLineAsync(), Is.EqualTo("asked"));
        Assert.That(child.ExitCode, Is.EqualTo(5));
    }

    [Test]
    public void The_folder_of_a_dead_process_is_swept_and_that_of_a_living_one_is_kept()
    {
        using var own = ScratchFolder.Create("test");
        using var dead = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", ":"]))!;
        dead.WaitForExit();
        var left = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(own.Path)!, $"{dead.Id}_0_{Owner.Mark.Split('_')[2]}-abc")).FullName;
        File.WriteAllText(Path.Combine(left, "file"), "x");
        using var next = ScratchFolder.Create("test");
        Assert.Multiple(() =>
        {
            Assert.That(Directory.Exists(left), Is.False);
            Assert.That(Directory.Exists(own.Path));
            Assert.That(Directory.Exists(next.Path));
        });
    }

    private static int[] Numbers(string line) => [.. line.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Programs(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).Where(File.Exists);

    // A zombie is gone too: whoever adopted it may never ask for its exit code.
    private static bool IsRunning(int id)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "stat=", "-p", $"{id}"]) { RedirectStandardOutput = true })!;
        var state = ps.StandardOutput.ReadToEnd().Trim();
        ps.WaitForExit();
        return state.Length > 0 && state[0] != 'Z';
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
            await pause.WaitForNextTickAsync(limit.Token);
    }
}
