using System.Collections.Immutable;
using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest;

/// <summary><c>GET /api/v1/symbols</c>: which instruments there are.</summary>
internal static class SymbolsEndpoint
{
    public const int UsualLimit = 1_000;
    public const int MaxLimit = 10_000;

    public static async Task<Results<Ok<SymbolsAnswer>, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        [Description("Only names that contain this text.")] string? q = null,
        [Description("The most symbols to give: 1 to 10,000, usually 1,000.")] string? limit = null,
        [Description("The 'next' of the page before.")] string? cursor = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(q), nameof(limit), nameof(cursor));
        var most = reader.Limit(limit, UsualLimit, MaxLimit);
        if (cursor is not null && !Instrument.TryParse(cursor, string.Empty, out _))
            reader.Refuse(ProblemCodes.BadCursor, "The cursor is not one that this server gave. Leave it out to begin again.");
        if (reader.Problem is { } problem)
            return problem.ToResult();

        context.Response.Headers.CacheControl = "no-store";
        var (all, warning) = await instruments.ListAsync(context.RequestAborted);
        return TypedResults.Ok(Page(all, q, cursor, most) with { Warning = warning });
    }

    private static SymbolsAnswer Page(ImmutableArray<Instrument> all, string? q, string? cursor, int limit)
    {
        var page = new List<SymbolAnswer>();
        foreach (var instrument in all)
        {
            if (cursor is not null && string.CompareOrdinal(instrument.Name, cursor) <= 0)
                continue;
            if (q is not null && !instrument.Name.Contains(q, StringComparison.OrdinalIgnoreCase))
                continue;
            if (page.Count == limit)
                return new SymbolsAnswer(page, page[^1].Instrument);
            page.Add(new SymbolAnswer(instrument.Symbol, instrument.Venue, instrument.Name));
        }

        return new SymbolsAnswer(page, null);
    }
}
