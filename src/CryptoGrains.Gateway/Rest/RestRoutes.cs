using CryptoGrains.Gateway.Rest.Alerts;
using CryptoGrains.Gateway.Rest.Analytics;
using CryptoGrains.Gateway.Rest.Batch;
using CryptoGrains.Gateway.Rest.Datasets;
using CryptoGrains.Gateway.Rest.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CryptoGrains.Gateway.Rest;

/// <summary>The REST API, <c>/api/v1</c>.</summary>
internal static class RestRoutes
{
    public static void MapRest(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("symbols", SymbolsEndpoint.GetAsync)
            .WithName("symbols").WithSummary("Which instruments there are.");
        api.MapGet("ohlcv/{symbol}", OhlcvEndpoint.GetAsync)
            .WithName("ohlcv").WithSummary("Candles of one instrument and interval.")
            .Produces<CandlesAnswer>(StatusCodes.Status200OK, "application/json", "text/csv", CandleParquet.ContentType)
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("realtime/{symbol}", RealtimeEndpoint.GetAsync)
            .WithName("realtime").WithSummary("The running statistics of one instrument.")
            .Produces<TickerAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("gaps/{symbol}", GapsEndpoint.GetAsync)
            .WithName("gaps").WithSummary("The trades of one instrument that never came.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDatasets();
        api.MapBatch();
        api.MapAlerts();
        api.MapAnalytics();
        api.MapWebhooks();
    }

    private static void MapDatasets(this IEndpointRouteBuilder api)
    {
        api.MapGet("datasets", DatasetsEndpoint.ListAsync)
            .WithName("datasets").WithSummary("The tables of the history.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("datasets/{table}", DatasetsEndpoint.GetAsync)
            .WithName("dataset").WithSummary("The files of one version of a table, for other tools to open.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static void MapBatch(this IEndpointRouteBuilder api)
    {
        api.MapGet("batch", BatchEndpoint.GetAsync)
            .WithName("batch").WithSummary("What the batch layer is doing.");
        api.MapPost("batch", BatchEndpoint.StartAsync)
            .WithName("startBatch").WithSummary("Starts a run of the batch layer.")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("batch/gaps", BatchGapsEndpoint.GetAsync)
            .WithName("batchGaps").WithSummary("What the history knows to be missing.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("batch/summary", BatchSummaryEndpoint.GetAsync)
            .WithName("batchSummary").WithSummary("What the history has of each instrument.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
