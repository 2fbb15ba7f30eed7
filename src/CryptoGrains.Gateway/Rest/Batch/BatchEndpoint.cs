using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Grains;
using CryptoGrains.History.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary><c>/api/v1/batch</c>: what the batch layer is doing, and the wish that it runs now.</summary>
internal static class BatchEndpoint
{
    public static async Task<Results<Ok<BatchAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context, IGrainFactory grains, ICandleHistory history)
    {
        if (new QueryReader(context.Request.Query).Problem is { } unknown)
            return unknown.ToResult();

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(BatchAnswer.Of(await BatchOf(grains).GetStatusAsync(), history.Health));
    }

    public static async Task<Results<Accepted<BatchAnswer>, ProblemHttpResult>> StartAsync(
        HttpContext context,
        IGrainFactory grains,
        ICandleHistory history,
        [Description("true computes everything, whatever has changed; usually false.")] string? full = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(full));
        var everything = reader.OneOf(ProblemCodes.BadFull, nameof(full), full, "false", "true") == "true";
        if (reader.Problem is { } problem)
            return problem.ToResult();

        var batch = BatchOf(grains);
        if (!await batch.StartAsync(everything))
        {
            return new Problem(
                StatusCodes.Status409Conflict,
                ProblemCodes.BatchRunning,
                "A run is under way already, or the node is stopping. GET /api/v1/batch shows how far it is; ask again when it is done.").ToResult();
        }

        return TypedResults.Accepted("/api/v1/batch", BatchAnswer.Of(await batch.GetStatusAsync(), history.Health));
    }

    private static IBatchGrain BatchOf(IGrainFactory grains) => grains.GetGrain<IBatchGrain>(IBatchGrain.Key);
}
