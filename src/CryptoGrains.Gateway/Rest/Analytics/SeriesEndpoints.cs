using System.ComponentModel;
using CryptoGrains.Gateway.Http;
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
        SeriesAnswers answers,
        [AsParameters] SeriesParameters parameters,
        [Description(SymbolDescription)] string symbol,
        [Description("How many lags, from 1 bar on: 1 to 500, usually 48.")] string? lags = null)
    {
        var reader = new QueryReader(context.Request.Query, [.. SeriesParameters.Names, nameof(lags)]);
        var count = reader.Count(ProblemCodes.BadLags, nameof(lags), lags, UsualLags, 1, MaxLags);
        return answers.AnswerAsync(
            $"autocorrelation {count}", reader, parameters, symbol, series => AutocorrelationAnswer.Of(series, count), context.RequestAborted);
    }

    public static Task<Results<EncodedResult, ProblemHttpResult>> SeasonalityAsync(
        HttpContext context, SeriesAnswers answers, [AsParameters] SeriesParameters parameters, [Description(SymbolDescription)] string symbol) =>
        answers.AnswerAsync(
            "seasonality", new(context.Request.Query, SeriesParameters.Names), parameters, symbol, SeasonalityAnswer.Of, context.RequestAborted);

    public static Task<Results<EncodedResult, ProblemHttpResult>> StatisticsAsync(
        HttpContext context, SeriesAnswers answers, [AsParameters] SeriesParameters parameters, [Description(SymbolDescription)] string symbol) =>
        answers.AnswerAsync(
            "statistics", new(context.Request.Query, SeriesParameters.Names), parameters, symbol, StatisticsAnswer.Of, context.RequestAborted);
}
