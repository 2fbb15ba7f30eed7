using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>/api/v1/analytics</c>.</summary>
internal static class AnalyticsRoutes
{
    public static void MapAnalytics(this IEndpointRouteBuilder api)
    {
        var analytics = api.MapGroup("analytics");
        analytics.MapGet("ranking", RankingEndpoint.GetAsync)
            .WithName("ranking").WithSummary("The instruments that traded, or rose, the most in 24 hours.");
        analytics.MapGet("catalogue", CatalogueEndpoint.Get)
            .WithName("catalogue").WithSummary("The indicators and detectors there are.");
        Describe<MatrixAnswer>(analytics.MapGet("matrix", MatrixEndpoint.GetAsync))
            .WithName("matrix").WithSummary("The closes of many instruments.");
        Describe<CorrelationAnswer>(analytics.MapGet("correlation", CorrelationEndpoint.GetAsync))
            .WithName("correlation").WithSummary("How much each two of many instruments move together.");
        Describe<NetworkAnswer>(analytics.MapGet("network", NetworkEndpoint.GetAsync))
            .WithName("network").WithSummary("Which instruments hang together, and how closely.");
        Describe<AutocorrelationAnswer>(analytics.MapGet("autocorrelation/{symbol}", SeriesEndpoints.AutocorrelationAsync))
            .WithName("autocorrelation").WithSummary("How an instrument's returns go with earlier ones.");
        Describe<SeasonalityAnswer>(analytics.MapGet("seasonality/{symbol}", SeriesEndpoints.SeasonalityAsync))
            .WithName("seasonality").WithSummary("An instrument's returns by weekday and by hour.");
        Describe<StatisticsAnswer>(analytics.MapGet("statistics/{symbol}", SeriesEndpoints.StatisticsAsync))
            .WithName("statistics").WithSummary("An instrument's candles in a few numbers.");
        Describe<IndicatorsAnswer>(analytics.MapGet("indicators/{symbol}", IndicatorsEndpoint.GetAsync))
            .WithName("indicators").WithSummary("Indicators over an instrument's candles.");
    }

    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route) => route
        .Produces<T>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
