using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CryptoGrains.Gateway.Metrics;

/// <summary><c>GET /metrics</c>: the process's meters as Prometheus text.</summary>
internal static class MetricsRoute
{
    public static void MapPrometheus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", (PrometheusExporter exporter) => TypedResults.Text(exporter.Collect(), PrometheusExporter.ContentType))
            .ExcludeFromDescription();
}
