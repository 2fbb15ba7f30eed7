using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>How an instrument's returns go with those some bars earlier.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="FirstBar">The first candle's open time, in ms since 1970; null without candles, as is the next.</param>
/// <param name="LastBar">The last candle's open time.</param>
/// <param name="Count">How many returns there are.</param>
/// <param name="Band">Without memory, 95 % of the values lie between −band and band; null without returns.</param>
/// <param name="Values">The autocorrelation at 1 bar, 2 bars and so on; null where the price did not move.</param>
public sealed record AutocorrelationAnswer(
    string Symbol, string Interval, long? FirstBar, long? LastBar, int Count, double? Band, IReadOnlyList<double?> Values)
{
    internal static AutocorrelationAnswer Of(ClosedSeries series, int lags)
    {
        var result = Autocorrelation.Of(series.KnownReturns(), series.Interval, lags);
        return new AutocorrelationAnswer(
            series.Instrument.Name, series.Interval.Name(), series.First, series.Last, result.Count, result.Band, result.Lags);
    }
}
