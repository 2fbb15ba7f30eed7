using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>The columns of an instrument's candles in a few numbers each.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="FirstBar">The first candle's open time, in ms since 1970; null without candles, as is the next.</param>
/// <param name="LastBar">The last candle's open time.</param>
/// <param name="Columns">The columns by their names in <c>ohlcv</c>, and <c>logReturn</c>.</param>
public sealed record StatisticsAnswer(
    string Symbol, string Interval, long? FirstBar, long? LastBar, IReadOnlyDictionary<string, ColumnStatistics> Columns)
{
    internal static StatisticsAnswer Of(ClosedSeries series) => new(
        series.Instrument.Name,
        series.Interval.Name(),
        series.First,
        series.Last,
        new Dictionary<string, ColumnStatistics>(StringComparer.Ordinal)
        {
            ["open"] = Column(series, candle => (double)candle.Open),
            ["high"] = Column(series, candle => (double)candle.High),
            ["low"] = Column(series, candle => (double)candle.Low),
            ["close"] = Column(series, candle => (double)candle.Close),
            ["volume"] = Column(series, candle => (double)candle.Volume),
            ["quoteVolume"] = Column(series, candle => (double?)candle.QuoteVolume),
            ["tradeCount"] = Column(series, candle => candle.TradeCount),
            ["takerBuyVolume"] = Column(series, candle => (double?)candle.TakerBuyVolume),
            ["logReturn"] = ColumnStatistics.Of([.. series.Returns().Select(value => double.IsNaN(value) ? default(double?) : value)]),
        });

    private static ColumnStatistics Column(ClosedSeries series, Func<Candle, double?> read) =>
        ColumnStatistics.Of([.. series.Candles.Select(read)]);
}
