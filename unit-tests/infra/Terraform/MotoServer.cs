using System.Diagnostics;
using System.Text.RegularExpressions;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>An emulator that answers the provider; none where there is no moto_server.</summary>
internal sealed partial class MotoServer : IAsyncDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<MotoServer?> TryStartAsync(string account)
    {
        if (TerraformTool.OnPath("moto_server") is not { } program)
            return null;
        var start = ChildGuard.Start(program, ["-H", "127.0.0.1", "-p", "0"]);
        start.Environment["MOTO_ACCOUNT_ID"] = account;
        start.Environment["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        var process = Process.Start(start)!;
        var lines = System.Threading.Channels.Channel.CreateUnbounded<string?>();
        foreach (var attach in (Action<DataReceivedEventHandler>[])[handler => process.ErrorDataReceived += handler, handler => process.OutputDataReceived += handler])
            attach((_, line) => lines.Writer.TryWrite(line.Data));
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
        {
            if (line is null)
                break;
            if (Address().Match(line) is { Success: true } found)
                return new MotoServer(process, new Uri(found.Value));
        }
        throw new InvalidOperationException("moto_server ended without an address.");
    }

    public async ValueTask DisposeAsync()
    {
        await ChildGuard.EndAsync(_process);
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
