using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Gateway.Push;

/// <summary>
/// Which pages may open push connections and change anything. Browsers send a page's origin, and hold neither WebSockets nor simple
/// posts to the same origin, so the server must: its own pages, those in <see cref="GatewayOptions.AllowedOrigins"/>, and on the machine itself any page of the machine.
/// </summary>
internal static class OriginPolicy
{
    public static void UseOriginPolicy(this IApplicationBuilder app, GatewayOptions options) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        if (!path.StartsWithSegments("/ws") && !path.StartsWithSegments("/hubs") && IsReading(context.Request.Method))
            return next(context);

        var origin = context.Request.Headers.Origin.ToString();
        return IsAllowed(origin, context.Request, options)
            ? next(context)
            : new Problem(
                StatusCodes.Status403Forbidden,
                ProblemCodes.OriginNotAllowed,
                $"Pages of {QueryReader.Shorten(origin)} may not connect. The operator can allow it.").ToResult().ExecuteAsync(context);
    });

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsAllowed(string origin, HttpRequest request, GatewayOptions options)
    {
        // Programs send no origin.
        if (origin.Length == 0 || options.AllowedOrigins.Contains(origin))
            return true;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page))
            return false;

        var own = $"{request.Scheme}://{request.Host}";
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            || (page.IsLoopback && Uri.TryCreate(own, UriKind.Absolute, out var server) && server.IsLoopback);
    }
}
