using System.Net.Http.Headers;
using System.Xml.Linq;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>Asks the emulator without the provider, so that what was applied is known from a second side.</summary>
internal sealed class EmulatorApi(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    public void Dispose() => _http.Dispose();

    /// <summary>One action of a service with the query protocol; the answer's elements without their namespace.</summary>
    public async Task<XElement> AskAsync(string service, string version, string action, params (string Name, string Value)[] parameters)
    {
        using var content = new FormUrlEncodedContent(
            [new("Action", action), new("Version", version), .. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))]);
        return Plain(XElement.Parse(await SendAsync(HttpMethod.Post, "/", service, content)));
    }

    /// <summary>What S3 has at a path: an object, or with a query a setting of a bucket.</summary>
    public Task<string> GetFromS3Async(string path) => SendAsync(HttpMethod.Get, path, "s3", content: null);

    public async Task<XElement> GetFromS3AsXmlAsync(string path) => Plain(XElement.Parse(await GetFromS3Async(path)));

    private async Task<string> SendAsync(HttpMethod method, string path, string service, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        // The emulator checks no signature; it takes the service and the region from its scope.
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=test/20260101/ap-southeast-1/{service}/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text;
    }

    private static XElement Plain(XElement element) => new(
        element.Name.LocalName, element.HasElements ? element.Elements().Select(Plain) : element.Value);
}
