using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest;

/// <summary><c>GET /api/v1/gaps/{symbol}</c>: which trades never came.</summary>
internal static class GapsEndpoint
{
    public static async Task<Results<Ok<GapsAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue.")] string symbol)
    {
        if (new QueryReader(context.Request.Query).Problem is { } unknown)
            return unknown.ToResult();

        var (instrument, grain, problem) = await instruments.ResolveLiveAsync(symbol, context.RequestAborted);
        if (grain is null)
            return problem!.ToResult();

        var known = await grain.GetGapsAsync();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new GapsAnswer(
            instrument.Name,
            [.. known.Gaps.Select(gap => new GapAnswer(gap.FirstId, gap.LastId, gap.From.UnixMilliseconds, gap.To.UnixMilliseconds))],
            known.Forgotten));
    }
}
