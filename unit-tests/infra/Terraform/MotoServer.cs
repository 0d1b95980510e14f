using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>An emulator that answers what the provider asks while it plans; none where there is no moto_server.</summary>
internal sealed partial class MotoServer : IDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, string endpoint) => (_process, Endpoint) = (process, endpoint);

    public string Endpoint { get; }

    public static async Task<MotoServer?> TryStartAsync()
    {
        if (TerraformTool.OnPath("moto_server") is not { } program)
            return null;
        var process = Process.Start(new ProcessStartInfo(program, "-H 127.0.0.1 -p 0") { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var lines = System.Threading.Channels.Channel.CreateUnbounded<string>();
        foreach (var attach in (Action<DataReceivedEventHandler>[])[handler => process.ErrorDataReceived += handler, handler => process.OutputDataReceived += handler])
            attach((_, line) => lines.Writer.TryWrite(line.Data ?? ""));
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var line in lines.Reader.ReadAllAsync(limit.Token))
        {
            if (Address().Match(line) is { Success: true } found)
                return new MotoServer(process, found.Value);
        }
        throw new InvalidOperationException("moto_server ended without an address.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
