using System.Collections.Immutable;
using System.ComponentModel;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary><c>GET /api/v1/analytics/indicators/{symbol}</c>: indicators over an instrument's candles.</summary>
internal static class IndicatorsEndpoint
{
    private const int MaxIndicators = 20;

    public static async Task<Results<EncodedResult, ProblemHttpResult>> GetAsync(
        HttpContext context,
        Instruments instruments,
        SeriesReader series,
        Analyses analyses,
        [Description("VENUE:SYMBOL, or a symbol of the primary venue.")] string symbol,
        [Description("An indicator of the catalogue, such as rsi(14); 1 to 20 of them: indicator=rsi(14)&indicator=sma(7).")]
        string[]? indicator = null,
        [Description("1m, 5m, 15m, 1h, 4h or 1d; usually 1h.")] string? interval = null,
        [Description("Open times from this one on; usually the latest.")] string? from = null,
        [Description("Open times before this one; usually to the end.")] string? to = null,
        [Description("The most bars to give: 1 to 5,000, usually 500.")] string? limit = null)
    {
        var reader = new QueryReader(context.Request.Query, nameof(indicator), nameof(interval), nameof(from), nameof(to), nameof(limit));
        var length = reader.Interval(interval, Interval.OneHour);
        var (begin, end) = reader.Range(from, to);
        var most = reader.Limit(limit, OhlcvRequest.UsualLimit, OhlcvRequest.MaxLimit);
        var definitions = ReadIndicators(reader, length, indicator ?? []);
        if (reader.Problem is { } bad)
            return bad.ToResult();

        var found = await instruments.ResolveAsync(symbol, context.RequestAborted);
        if (found.Problem is { } problem)
            return problem.ToResult();

        var set = new IndicatorSet(length, definitions);
        // What depends on every bar there ever was, and so needs more than any number, begins with the others.
        var needed = set.Definitions.Max(definition => definition.BarsNeeded(length) ?? 1);
        return await analyses.AnswerAsync(
            $"indicators {string.Join(' ', set.Definitions)} {length} {begin?.Microseconds} {end?.Microseconds} {most} {found.Instrument}",
            async stop =>
            {
                var (before, page, next) = await series.ReadWithBeforeAsync(found, length, begin, end, most, needed, stop);
                return new Analysis<IndicatorsAnswer>(
                    IndicatorsAnswer.Of(found.Instrument, set, before.Candles, page.Candles, next),
                    [before with { Candles = [] }, page with { Candles = [] }]);
            },
            context.RequestAborted);
    }

    private static ImmutableArray<IndicatorDefinition> ReadIndicators(QueryReader reader, Interval interval, string[] texts)
    {
        var definitions = ImmutableArray.CreateBuilder<IndicatorDefinition>();
        if (texts.Length is 0 or > MaxIndicators)
        {
            reader.Refuse(
                ProblemCodes.BadIndicator,
                $"{texts.Length} indicators are named. Name 1 to {MaxIndicators}, such as indicator=rsi(14)&indicator=macd(12,26,9). "
                + "/api/v1/analytics/catalogue lists them.");
            return [];
        }

        foreach (var text in texts)
        {
            if (!IndicatorCatalogue.TryParse(text, out var definition, out var mistake))
                reader.Refuse(ProblemCodes.BadIndicator, $"{mistake} /api/v1/analytics/catalogue describes them.");
            else if (definition.Refuse(interval) is { } refusal)
                reader.Refuse(ProblemCodes.BadIndicator, refusal);
            else
                definitions.Add(definition);
        }

        return definitions.ToImmutable();
    }
}
