using System.Text.RegularExpressions;
using Nonolive.LocalCloud.Processes;

namespace Nonolive.LocalCloud.Aws;

/// <summary>moto's server (https://docs.getmoto.org/en/latest/docs/server_mode.html), started from PATH on a free port.</summary>
internal sealed partial class MotoServer : IAwsEmulator
{
    public const string Program = "moto_server";

    private readonly GuardedProcess _process;

    private MotoServer(GuardedProcess process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public string Name => "moto";

    public Uri Endpoint { get; }

    public static async Task<MotoServer> StartAsync(string program, string folder, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>
        {
            // Objects of more than 5 MB are spooled to files, which must go with the run.
            ["TMPDIR"] = folder,
            ["PYTHONUNBUFFERED"] = "1",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        var (process, line) = await GuardedProcess.StartAsync(
            program, ["-H", "127.0.0.1", "-p", "0"], environment, line => Running().IsMatch(line), cancellation);
        return new MotoServer(process, new Uri(Running().Match(line).Groups[1].Value));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"Running on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Running();
}
