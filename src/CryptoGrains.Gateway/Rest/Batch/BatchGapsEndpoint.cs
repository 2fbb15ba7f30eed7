using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.History.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary><c>GET /api/v1/batch/gaps</c>: what the history knows to be missing.</summary>
internal static class BatchGapsEndpoint
{
    public static async Task<Results<Ok<BatchGapsAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        HistoryGate gate,
        HistorySummary summary,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue; usually all.")] string? symbol = null)
    {
        if (new QueryReader(context.Request.Query, nameof(symbol)).Problem is { } bad)
            return bad.ToResult();

        var found = symbol is null ? default : await instruments.ResolveAsync(symbol, context.RequestAborted);
        if (found.Problem is { } problem)
            return problem.ToResult();

        try
        {
            var gaps = await gate.RunAsync(summary.GapsAsync, context.RequestAborted);
            var rows = gaps?.Rows ?? [];
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new BatchGapsAnswer(
                gaps?.Version,
                [.. rows.Where(row => symbol is null || row.Symbol == found.Instrument.Name).Select(BatchGapAnswer.Of)]));
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }
}
