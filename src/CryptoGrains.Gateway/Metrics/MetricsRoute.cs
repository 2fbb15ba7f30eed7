using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Metrics;

/// <summary><c>GET /metrics</c>: the process's meters as Prometheus text.</summary>
internal static class MetricsRoute
{
    public static void MapPrometheus(this IEndpointRouteBuilder routes)
    {
        // Made now, not at the first scrape: what is counted before somebody listens is not counted.
        var exporter = routes.ServiceProvider.GetRequiredService<PrometheusExporter>();
        routes.MapGet("/metrics", () => TypedResults.Text(exporter.Collect(), PrometheusExporter.ContentType)).ExcludeFromDescription();
    }
}
