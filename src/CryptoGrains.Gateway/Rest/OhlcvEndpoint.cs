using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Timelines;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
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

        var stop = context.RequestAborted;
        var (instrument, grain, problem) = request.Source == TimelineSource.Live
            ? await instruments.ResolveLiveAsync(symbol, stop)
            : await instruments.ResolveAsync(symbol, stop);
        if (problem is not null)
            return problem.ToResult();

        try
        {
            return await pages.GetAsync(instrument, grain, request, stop) is { } page
                ? new EncodedResult(page)
                : Problems.UnknownVersion(TableNames.Candles(request.Interval)).ToResult();
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }
}
