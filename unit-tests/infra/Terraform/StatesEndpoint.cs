using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// Step Functions as the provider needs it: the emulator's, with the two operations that it lacks. The provider has every
/// definition checked before it plans; what is wrong with one, the local cloud's reader says and no emulator.
/// </summary>
internal sealed class StatesEndpoint : IDisposable
{
    private static readonly Dictionary<string, string> Own = new()
    {
        ["AWSStepFunctions.ValidateStateMachineDefinition"] = """{"result":"OK","diagnostics":[],"truncated":false}""",
        ["AWSStepFunctions.ListStateMachineVersions"] = """{"stateMachineVersions":[]}""",
    };

    private readonly HttpListener _listener = new();
    private readonly HttpClient _emulator;

    public StatesEndpoint(Uri emulator)
    {
        _emulator = new HttpClient { BaseAddress = emulator };
        Endpoint = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _listener.Close();
        _emulator.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        response.ContentType = "application/x-amz-json-1.0";
        if (Own.TryGetValue(context.Request.Headers["X-Amz-Target"] ?? "", out var own))
        {
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(own));
            return;
        }
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), "/") { Content = new StreamContent(context.Request.InputStream) };
        foreach (var name in (string[])["Authorization", "X-Amz-Target", "X-Amz-Date"])
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        using var answer = await _emulator.SendAsync(request);
        response.StatusCode = (int)answer.StatusCode;
        await answer.Content.CopyToAsync(response.OutputStream);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
