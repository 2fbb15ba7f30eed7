using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace CryptoGrains.Gateway.Http;

/// <summary>Serves the web page where it has been built, and says how to get it where it has not.</summary>
internal static class Dashboard
{
    private const string Index = "/index.html";

    private const string Missing =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>CryptoGrains</title>
        <h1>CryptoGrains is running</h1>
        <p>The page has not been built, because <a href="https://nodejs.org">Node.js</a> with npm was not found. Install Node.js 20.19 or
        newer and start the node again; the page is built with it:</p>
        <pre>dotnet run --project src/CryptoGrains.Host</pre>
        <p>Everything else is here: <a href="/api/v1/symbols">/api/v1/symbols</a>,
        <a href="/openapi/v1.json">/openapi/v1.json</a>, <a href="/health/ready">/health/ready</a>, <a href="/metrics">/metrics</a>.</p>
        </html>
        """;

    /// <summary>The paths that belong to machines: what is not found there is a 404, never the page.</summary>
    private static readonly PathString[] Machines = ["/api", "/openapi", "/hubs", "/ws", "/health", "/metrics"];

    public static void UseDashboard(this IApplicationBuilder app, string webRoot)
    {
        if (!File.Exists(Path.Combine(webRoot, "index.html")))
        {
            app.Use((context, next) => IsForPage(context) && context.Request.Path == "/"
                ? context.Response.WriteAsHtmlAsync(Missing)
                : next(context));
            return;
        }

        var files = new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(webRoot),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                // The build names assets by their content; only the page itself may change under its name.
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        };
        app.Use((context, next) =>
        {
            if (IsForPage(context) && !Path.HasExtension(context.Request.Path.Value))
                context.Request.Path = Index;
            return next(context);
        });
        app.UseStaticFiles(files);
    }

    private static bool IsForPage(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.GetEndpoint() is null
        && !Machines.Any(path => context.Request.Path.StartsWithSegments(path));

    private static Task WriteAsHtmlAsync(this HttpResponse response, string text)
    {
        response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        return response.WriteAsync(text);
    }
}
