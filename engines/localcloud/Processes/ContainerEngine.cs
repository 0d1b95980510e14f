using System.Net.Sockets;

namespace Nonolive.LocalCloud.Processes;

/// <summary>Whether a Docker-compatible engine answers, asked before Testcontainers, which takes long to find out.</summary>
internal static class ContainerEngine
{
    public static async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        var address = host is { Length: > 0 } ? host : "unix:///var/run/docker.sock";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return false;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            if (uri.Scheme == "unix")
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(uri.AbsolutePath), limit.Token);
            }
            else
            {
                using var client = new TcpClient();
                await client.ConnectAsync(uri.Host, uri.Port, limit.Token);
            }
            return true;
        }
        catch (Exception e) when (e is SocketException or ArgumentException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
