using Microsoft.AspNetCore.Builder;

namespace CryptoGrains.Gateway.Http;

/// <summary>The headers that keep the page to itself: its own scripts, its own connections, in nobody's frame.</summary>
internal static class SecurityHeaders
{
    // The chart library sets styles from script, hence 'unsafe-inline' for styles alone.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });
}
