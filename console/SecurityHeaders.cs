namespace Nonolive.WebConsole;

/// <summary>Headers on every answer. The pages need no script at all, so none may run, whatever a name in a report holds.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Reports are for whoever asked, and a day may be published again; only the assets override this.
        headers.CacheControl = "private, no-cache";
        // TLS ends at the load balancer, which says so.
        if (context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https")
            headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }
}
