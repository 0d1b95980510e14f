using Nonolive.Hive.Semantics.JavaPatterns;

namespace Nonolive.Hive.Semantics;

/// <summary>parse_url, by UDFParseUrl.java over java.net.URL: a URL must have a protocol that Java knows.</summary>
internal static class Url
{
    private static readonly string[] Protocols = ["http", "https", "ftp", "file", "jar", "mailto"];

    /// <summary>The part, or null where the URL is none, has no such part, or the part's name is unknown.</summary>
    internal static string? Part(string url, string part)
    {
        if (Split(url) is not { } parsed)
            return null;
        return part switch
        {
            "HOST" => parsed.Host,
            "PATH" => parsed.Path,
            "QUERY" => parsed.Query,
            "REF" => parsed.Reference,
            "PROTOCOL" => parsed.Protocol,
            "FILE" => parsed.Query is null ? parsed.Path : $"{parsed.Path}?{parsed.Query}",
            "AUTHORITY" => parsed.Authority,
            "USERINFO" => parsed.UserInfo,
            _ => null,
        };
    }

    /// <summary>A value of the query, as it stands there; the key is part of a regular expression.</summary>
    internal static string? QueryValue(string url, string part, string key)
    {
        if (part != "QUERY" || Part(url, part) is not { } query)
            return null;
        return JavaRegex.Of($"(&|^){key}=([^&]*)").FirstGroup(query, 2);
    }

    private static Parsed? Split(string url)
    {
        // java.net.URL trims what is at most a space, and takes "url:" in front.
        var text = url.Trim([.. Enumerable.Range(0, 33).Select(c => (char)c)]);
        if (text.StartsWith("url:", StringComparison.OrdinalIgnoreCase))
            text = text[4..];
        var colon = text.IndexOf(':');
        var slash = text.IndexOf('/');
        if (colon <= 0 || (slash >= 0 && slash < colon))
            return null;
        var protocol = text[..colon].ToLowerInvariant();
        if (!Protocols.Contains(protocol))
            return null;
        var rest = text[(colon + 1)..];
        string? reference = null;
        var hash = rest.IndexOf('#');
        if (hash >= 0)
        {
            reference = rest[(hash + 1)..];
            rest = rest[..hash];
        }
        string? query = null;
        var question = rest.IndexOf('?');
        if (question >= 0)
        {
            query = rest[(question + 1)..];
            rest = rest[..question];
        }
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return new Parsed(protocol, null, null, "", rest, query, reference);
        var end = rest.IndexOf('/', 2);
        var authority = end < 0 ? rest[2..] : rest[2..end];
        var path = end < 0 ? "" : rest[end..];
        return HostOf(authority) is { } host ? new Parsed(protocol, authority, UserOf(authority), host, path, query, reference) : null;
    }

    private static string? UserOf(string authority)
    {
        var at = authority.LastIndexOf('@');
        return at > 0 ? authority[..at] : null;
    }

    // Null where the port is no number, which is a MalformedURLException.
    private static string? HostOf(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var bracket = host.IndexOf(']');
        var colon = host.IndexOf(':', bracket < 0 ? 0 : bracket);
        if (colon < 0)
            return host;
        var port = host[(colon + 1)..];
        return port.Length == 0 || int.TryParse(port, out var number) && number >= -1 ? host[..colon] : null;
    }

    private sealed record Parsed(string Protocol, string? Authority, string? UserInfo, string Host, string Path, string? Query, string? Reference);
}
