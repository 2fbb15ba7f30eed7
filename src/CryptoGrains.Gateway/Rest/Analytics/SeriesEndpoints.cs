using System.ComponentModel;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>autocorrelation</c>, <c>seasonality</c> and <c>statistics</c> of one instrument's closed candles.</summary>
internal static class SeriesEndpoints
{
    private const int UsualLags = 48;
    private const int MaxLags = 500;
    private const string SymbolDescription = "VENUE:SYMBOL, or a symbol of the primary venue.";

    public static Task<Results<EncodedResult, ProblemHttpResult>> AutocorrelationAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        [AsParameters] SeriesParameters parameters,
        [Description(SymbolDescription)] string symbol,
        [Description("How many lags, from 1 bar on: 1 to 500, usually 48.")] string? lags = null)
    {
        var reader = new QueryReader(context.Request.Query, [.. SeriesParameters.Names, nameof(lags)]);
        var count = reader.Count(ProblemCodes.BadLags, nameof(lags), lags, UsualLags, 1, MaxLags);
        return AnswerAsync(
            context, instruments, series, analyses, reader, parameters, symbol, $"autocorrelation {count}", asked => AutocorrelationAnswer.Of(asked, count));
    }

    public static Task<Results<EncodedResult, ProblemHttpResult>> SeasonalityAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        [AsParameters] SeriesParameters parameters,
        [Description(SymbolDescription)] string symbol) => AnswerAsync(
            context,
            instruments,
            series,
            analyses,
            new QueryReader(context.Request.Query, SeriesParameters.Names),
            parameters,
            symbol,
            "seasonality",
            SeasonalityAnswer.Of);

    public static Task<Results<EncodedResult, ProblemHttpResult>> StatisticsAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        [AsParameters] SeriesParameters parameters,
        [Description(SymbolDescription)] string symbol) => AnswerAsync(
            context,
            instruments,
            series,
            analyses,
            new QueryReader(context.Request.Query, SeriesParameters.Names),
            parameters,
            symbol,
            "statistics",
            StatisticsAnswer.Of);

    private static async Task<Results<EncodedResult, ProblemHttpResult>> AnswerAsync<T>(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        QueryReader reader,
        SeriesParameters parameters,
        string symbol,
        string what,
        Func<ClosedSeries, T> answer)
    {
        var interval = reader.Interval(parameters.Interval, Interval.OneHour);
        var (from, to) = reader.Range(parameters.From, parameters.To);
        if (reader.Problem is { } bad)
            return bad.ToResult();

        var found = await instruments.ResolveAsync(symbol, context.RequestAborted);
        if (found.Problem is { } problem)
            return problem.ToResult();

        return await analyses.AnswerAsync(
            $"{what} {interval} {from?.Microseconds} {to?.Microseconds} {found.Instrument}",
            async stop =>
            {
                var read = await series.ReadClosedAsync(found, interval, from, to, SeriesReader.MaxBars, stop);
                return new Analysis<T>(answer(new ClosedSeries(found.Instrument, interval, read.Candles)), [read with { Candles = [] }]);
            },
            context.RequestAborted);
    }
}
