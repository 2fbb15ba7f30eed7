using System.ComponentModel;
using System.Text.Json;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Json;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest;

/// <summary><c>GET /api/v1/realtime/{symbol}</c>: an instrument's running statistics.</summary>
internal static class RealtimeEndpoint
{
    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        TimeProvider time,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue.")] string symbol)
    {
        if (new QueryReader(context.Request.Query).Problem is { } unknown)
            return unknown.ToResult();

        var (instrument, grain, problem) = await instruments.ResolveLiveAsync(symbol, context.RequestAborted);
        if (grain is null)
            return problem!.ToResult();

        if (await grain.GetStatisticsAsync() is not { } statistics)
        {
            return new Problem(StatusCodes.Status404NotFound, ProblemCodes.NoTrades, $"{instrument} has not traded yet. Ask again later.")
                .ToResult();
        }

        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
            MarketJson.WriteTicker(json, statistics, Timestamp.From(time.GetUtcNow()));
        return new EncodedResult(new EncodedBody(buffer.Written.ToArray(), "application/json"));
    }
}
