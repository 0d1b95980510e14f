using System.Diagnostics;

namespace Nonolive.Pipeline.Processes;

/// <summary>
/// How to start a program that must not outlive this process, whatever this process dies of. A shell between the two reads a
/// pipe; when the pipe closes, because we closed it or because the system did after a SIGKILL, the shell ends the program and
/// all that it started. The parent-death signal of Linux would not do: it fires when the *thread* that started the child
/// ends (prctl(2)), and macOS has none.
/// </summary>
public static class ChildGuard
{
    // Shell and program lead a process group each, so that neither Ctrl-C nor a kill of our own group ends the guard before
    // its work is done, and the program's own children can be ended with it. macOS has no setsid(1), but perl.
    private const string Lead = """
        lead() { if command -v setsid >/dev/null; then exec setsid "$@"; else exec perl -e 'setpgrp; exec @ARGV or die "$ARGV[0]: $!\n"' "$@"; fi; }

        """;

    // $0 is the signal that ends the program. One that is asked to end ends its children itself; it has ten seconds.
    private const string Guard = Lead + """
        exec 3<&0 0</dev/null
        lead "$@" 3<&- &
        child=$!
        {
          while read -r _; do :; done
          if [ "$0" != KILL ]; then
            kill -s "$0" "$child"
            for again in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done
          fi
          kill -s KILL -- "-$child" || kill -s KILL "$child"
        } <&3 >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait "$child"
        code=$?
        kill "$guard" 2>/dev/null
        exit $code
        """;

    /// <summary>The guarded program, ready to start: <c>Process.Start</c>, then <see cref="EndAsync"/>.</summary>
    /// <param name="program">The program, by path or as found on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="signal">What ends it; a name without SIG.</param>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string signal = "KILL") => OperatingSystem.IsWindows()
        ? Redirected(program, arguments)
        : Start("/bin/sh", Guard, [signal, program, .. arguments]);

    /// <summary>Ends a guarded program that still runs, and waits until it has ended.</summary>
    public static async Task EndAsync(Process guarded)
    {
        if (guarded.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            guarded.Kill(entireProcessTree: true);
        else
            guarded.StandardInput.Close();
        await guarded.WaitForExitAsync();
    }

    /// <summary>A script that leads a process group and reads the pipe itself.</summary>
    internal static ProcessStartInfo Start(string shell, string script, IEnumerable<string> arguments) =>
        Redirected("/bin/sh", ["-c", Lead + "lead \"$@\"", "lead", shell, "-c", script, .. arguments]);

    private static ProcessStartInfo Redirected(string program, IEnumerable<string> arguments) =>
        new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
}
