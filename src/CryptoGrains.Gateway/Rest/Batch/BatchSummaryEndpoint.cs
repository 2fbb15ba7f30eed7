using CryptoGrains.Gateway.Http;
using CryptoGrains.History.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary><c>GET /api/v1/batch/summary</c>: what the history has of each instrument.</summary>
internal static class BatchSummaryEndpoint
{
    public static async Task<Results<Ok<BatchSummaryAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context, HistoryGate gate, HistorySummary summary)
    {
        if (new QueryReader(context.Request.Query).Problem is { } unknown)
            return unknown.ToResult();

        try
        {
            var symbols = await gate.RunAsync(summary.SymbolsAsync, context.RequestAborted);
            var rows = symbols?.Rows ?? [];
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new BatchSummaryAnswer(symbols?.Version, [.. rows.Select(BatchSymbolAnswer.Of)]));
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }
}
