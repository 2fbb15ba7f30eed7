using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.History.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Datasets;

/// <summary><c>GET /api/v1/datasets</c>: the history's tables, and the files of a version of one, for other tools to open.</summary>
internal static class DatasetsEndpoint
{
    public static async Task<Results<Ok<DatasetsAnswer>, ProblemHttpResult>> ListAsync(
        HttpContext context, HistoryGate gate, HistoryDatasets datasets)
    {
        if (new QueryReader(context.Request.Query).Problem is { } unknown)
            return unknown.ToResult();

        try
        {
            var all = await gate.RunAsync(datasets.ListAsync, context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new DatasetsAnswer([.. all.Select(dataset => DatasetAnswer.Of(dataset, withFiles: false))]));
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }

    public static async Task<Results<Ok<DatasetAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context,
        HistoryGate gate,
        HistoryDatasets datasets,
        [Description("The table's name.")] string table,
        [Description("A version of it; usually the newest.")] string? version = null,
        [Description("A time, of which the version is wanted; usually now. ISO 8601, or ms since 1970.")] string? asOf = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(version), nameof(asOf));
        var wanted = reader.Version(nameof(version), version) ?? reader.AsOf(nameof(asOf), asOf);
        if (version is not null && asOf is not null)
            reader.Refuse(ProblemCodes.BadAsOf, "Both version and asOf are given: leave one of them out.");
        if (reader.Problem is { } problem)
            return problem.ToResult();

        if (!datasets.Names.Contains(table))
        {
            return new Problem(
                StatusCodes.Status404NotFound,
                ProblemCodes.UnknownDataset,
                $"There is no table '{QueryReader.Shorten(table)}'. There may be {string.Join(", ", datasets.Names)}.").ToResult();
        }

        try
        {
            if (await gate.RunAsync(stop => datasets.FindAsync(table, wanted, stop), context.RequestAborted) is not { } found)
                return Problems.UnknownVersion(table).ToResult();

            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(DatasetAnswer.Of(found, withFiles: true));
        }
        catch (HistoryUnavailableException)
        {
            return Problems.HistoryUnavailable().ToResult();
        }
    }
}
