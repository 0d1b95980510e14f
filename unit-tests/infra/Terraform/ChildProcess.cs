using System.Diagnostics;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// How a test starts a program that must not outlive it. A shell between them holds one end of a pipe; when the other end
/// closes, because the test closed it or because the system did after a kill, the program ends with all that it started:
/// terraform's plugins would otherwise stay behind.
/// </summary>
internal static class ChildProcess
{
    private const string Guard = """
        exec 3<&0 0</dev/null
        setsid "$@" 3<&- &
        child=$!
        ( cat <&3 >/dev/null; kill -s KILL -- "-$child" ) >/dev/null 2>&1 &
        guard=$!
        exec 3<&-
        wait "$child"
        code=$?
        kill "$guard" 2>/dev/null
        exit $code
        """;

    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments) => new("/bin/sh", ["-c", Guard, "guard", program, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
}
