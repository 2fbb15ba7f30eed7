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
            .Produces<CandlesAnswer>(StatusCodes.Status200OK, "application/json", "text/csv")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("realtime/{symbol}", RealtimeEndpoint.GetAsync)
            .WithName("realtime").WithSummary("The running statistics of one instrument.")
            .Produces<TickerAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("gaps/{symbol}", GapsEndpoint.GetAsync)
            .WithName("gaps").WithSummary("The trades of one instrument that never came.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
