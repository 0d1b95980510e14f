using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Nonolive.LocalCloud.Aws;

/// <summary>A request that the emulator refused.</summary>
internal sealed class AwsQueryException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;
}

/// <summary>Requests in the query and JSON protocols, for services without a client package; emulators check no signature.</summary>
internal sealed class AwsQuery(Uri endpoint, string region, string accountId) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    /// <summary>The query protocol: SNS.</summary>
    public async Task<XElement> QueryAsync(
        string service, string action, string version, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        using var request = Request(service);
        request.Content = new FormUrlEncodedContent(parameters.Concat([new("Action", action), new("Version", version)]));
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var reply = XElement.Parse(text);
        return response.IsSuccessStatusCode
            ? reply
            : throw new AwsQueryException(Element(reply, "Code") ?? $"{(int)response.StatusCode}", Element(reply, "Message") ?? text);
    }

    /// <summary>The JSON protocol: KMS.</summary>
    public async Task<JsonObject> JsonAsync(string service, string target, JsonObject body, CancellationToken cancellation)
    {
        using var request = Request(service);
        request.Headers.Add("X-Amz-Target", target);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var reply = text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        return response.IsSuccessStatusCode
            ? reply
            : throw new AwsQueryException($"{reply["__type"] ?? (int)response.StatusCode}", $"{reply["message"] ?? reply["Message"] ?? text}");
    }

    /// <summary>The first element of a name, whatever its namespace.</summary>
    public static string? Element(XElement reply, string name) => reply.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string service)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/");
        // The scope tells the emulator the service, and the access key LocalStack the account; moto has a header for it.
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={accountId}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.Add("x-moto-account-id", accountId);
        return request;
    }
}
