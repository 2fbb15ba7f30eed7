using System.Collections.Immutable;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Indicators over an instrument's candles, a column each.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="OpenTimes">The candles' open times, in ms since 1970.</param>
/// <param name="Closed">Whether each candle's interval is over.</param>
/// <param name="Series">The values.</param>
/// <param name="Next">Where the next page begins: its <c>from</c>; null where the page ends the range.</param>
public sealed record IndicatorsAnswer(
    string Symbol,
    string Interval,
    IReadOnlyList<long> OpenTimes,
    IReadOnlyList<bool> Closed,
    IReadOnlyList<IndicatorSeriesAnswer> Series,
    string? Next)
{
    internal static IndicatorsAnswer Of(
        Instrument instrument, IndicatorSet set, ImmutableArray<Candle> before, ImmutableArray<Candle> candles, Timestamp? next)
    {
        var series = new IndicatorSeries(set);
        foreach (ref readonly var candle in before.AsSpan())
            series.Update(Bar.From(candle));

        IndicatorReference[] references =
            [.. set.Definitions.SelectMany(definition => definition.Kind.Outputs.Select((_, output) => new IndicatorReference(definition, output)))];
        IndicatorSeriesAnswer[] columns =
        [
            .. references.Select(reference => new IndicatorSeriesAnswer(
                reference.Definition.Text, reference.Definition.Kind.Outputs[reference.Output].Name, new double?[candles.Length])),
        ];
        for (var row = 0; row < candles.Length; row++)
        {
            series.Update(Bar.From(candles[row]));
            foreach (var (reference, column) in references.Zip(columns))
                column.Values[row] = series.Value(reference);
        }

        return new IndicatorsAnswer(
            instrument.Name,
            set.Interval.Name(),
            [.. candles.Select(candle => candle.OpenTime.UnixMilliseconds)],
            [.. candles.Select(candle => candle.Closed)],
            columns,
            next?.UnixMilliseconds.ToString());
    }
}

/// <summary>One value of an indicator at each candle.</summary>
/// <param name="Indicator">The indicator: <c>macd(12,26,9)</c>.</param>
/// <param name="Output">Which of its values: <c>signal</c>.</param>
/// <param name="Values">The values; null while the indicator warms up, and where it has none.</param>
public sealed record IndicatorSeriesAnswer(string Indicator, string Output, double?[] Values);
