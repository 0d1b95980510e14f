using Nonolive.LocalCloud.Processes;
using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud.Tests.Processes;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ProcessTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Test]
    public async Task A_child_is_killed_when_its_pipe_closes_as_it_does_at_our_death()
    {
        var (guarded, line) = await GuardedProcess.StartAsync("/bin/sh", ["-c", "echo pid $$; exec sleep 600"], NoVariables, line => line.StartsWith("pid", StringComparison.Ordinal), default);
        var id = int.Parse(line.Split(' ')[1]);
        Assert.That(IsRunning(id));
        await guarded.DisposeAsync();
        Assert.That(IsRunning(id), Is.False);
    }

    [Test]
    public void A_child_that_ends_before_it_is_ready_is_an_error_with_what_it_wrote()
    {
        Assert.That(async () => await GuardedProcess.StartAsync("/bin/sh", ["-c", "echo no port left >&2; exit 7"], NoVariables, _ => false, default),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("exited with 7"));
    }

    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/status") && !File.ReadAllText($"/proc/{id}/status").Contains("State:\tZ", StringComparison.Ordinal);
}
