using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/matrix</c>: closes of many instruments side by side, or one under the other.</summary>
internal static class MatrixEndpoint
{
    private const int UsualBars = 168;

    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        [Description("1m, 5m, 15m, 1h, 4h or 1d; usually 1h.")] string? interval = null,
        [Description("Open times from this one on; usually those of the latest 168 bars.")] string? from = null,
        [Description("Open times before this one; usually to the end.")] string? to = null,
        [Description("The instruments, with commas, 200 at the most; usually all.")] string? symbols = null,
        [Description("wide (a row for each time, a column for each instrument) or long (a line for each close); usually wide.")] string? shape = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(interval), nameof(from), nameof(to), nameof(symbols), nameof(shape));
        var length = reader.Interval(interval, Interval.OneHour);
        var (begin, end) = reader.Range(from, to);
        var isLong = reader.OneOf(ProblemCodes.BadShape, nameof(shape), shape, "wide", "long") == "long";
        if (reader.Problem is { } bad)
            return bad.ToResult();

        var (found, problem) = await SymbolList.ResolveAsync(instruments, symbols, context.RequestAborted);
        if (problem is not null)
            return problem.ToResult();

        var most = MarketRead.MaxBars(found.Length);
        var bars = begin is null ? Math.Min(UsualBars, most) : most;
        var key = $"matrix {length} {begin?.Microseconds} {end?.Microseconds} {isLong} {string.Join(',', found.Select(one => one.Instrument.Name))}";
        return await analyses.AnswerAsync(
            key,
            async stop =>
            {
                var (matrix, reads) = await MarketRead.ReadAsync(series, found, length, begin, end, bars, stop);
                return new Analysis<MatrixAnswer>(MatrixAnswer.Of(length, matrix, isLong), reads);
            },
            context.RequestAborted);
    }
}
