using System.ComponentModel;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/ranking</c>: the instruments that traded, or rose, the most.</summary>
internal static class RankingEndpoint
{
    private const int UsualLimit = 20;
    private const int MaxLimit = 1_000;

    public static async Task<Results<Ok<RankingAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context,
        LiveMarket market,
        [Description("volume (of the quote asset) or change (in percent), over 24 hours; usually volume.")] string? by = null,
        [Description("The most instruments to give: 1 to 1,000, usually 20.")] string? limit = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(by), nameof(limit));
        var order = reader.OneOf(ProblemCodes.BadRanking, nameof(by), by, "volume", "change");
        var most = reader.Limit(limit, UsualLimit, MaxLimit);
        if (reader.Problem is { } problem)
            return problem.ToResult();

        context.Response.Headers.CacheControl = "no-store";
        var snapshot = await market.ReadAsync(context.RequestAborted);
        var ranked = order == "volume" ? MarketRanking.ByVolume(snapshot.Days, most) : MarketRanking.ByChange(snapshot.Days, most);
        return TypedResults.Ok(new RankingAnswer(
            order,
            snapshot.Time.UnixMilliseconds,
            snapshot.Days.Length,
            [.. ranked.Select(day => new RankedAnswer(day.Instrument.Name, day.Last, day.ChangePercent, day.QuoteVolume))]));
    }
}
