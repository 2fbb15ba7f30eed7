using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest;

/// <summary><c>GET /api/v1/ohlcv/{symbol}</c>: candles.</summary>
internal static class OhlcvEndpoint
{
    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        CandlePages pages,
        [AsParameters] OhlcvParameters parameters,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue.")] string symbol)
    {
        var reader = new QueryReader(context.Request.Query, OhlcvParameters.Names);
        var request = OhlcvRequest.Read(reader, parameters);
        if (reader.Problem is { } bad)
            return bad.ToResult();

        var (instrument, grain, problem) = await instruments.ResolveAsync(symbol);
        if (grain is null)
            return problem!.ToResult();

        return new EncodedResult(await pages.GetAsync(instrument, grain, request));
    }
}
