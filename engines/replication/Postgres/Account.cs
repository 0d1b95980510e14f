using System.Diagnostics;

namespace Nonolive.Replication.Postgres;

/// <summary>Runs programs that refuse root: where this process is root, they run as another user.</summary>
internal static class Account
{
    private static readonly string? Other = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? Unprivileged() : null;

    public static ProcessStartInfo Prepare(ProcessStartInfo start, string folder)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, folder);
        // Settings of a person's own PostgreSQL must not reach this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        if (Other is not null)
            start.UserName = Other;
        return start;
    }

    public static async Task RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        using var process = Process.Start(Prepare(new ProcessStartInfo(program, arguments), folder))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        if (process.ExitCode != 0)
            throw ReplicationErrors.PostgresDidNotStart(Path.GetFileName(program), process.ExitCode, await output + await error);
    }

    /// <summary>Gives a folder to the user that programs run as.</summary>
    public static async Task OwnAsync(string folder, CancellationToken cancellation)
    {
        if (Other is null)
            return;
        using var process = Process.Start(new ProcessStartInfo("chown", [Other, folder]))!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw ReplicationErrors.PostgresDidNotStart($"chown {Other} {folder}", process.ExitCode, "");
    }

    // Debian's package makes the user postgres; nobody is on every system.
    private static string Unprivileged()
    {
        var names = File.ReadLines("/etc/passwd").Select(line => line[..Math.Max(0, line.IndexOf(':'))]).ToHashSet();
        return names.Contains("postgres") ? "postgres" : "nobody";
    }
}
