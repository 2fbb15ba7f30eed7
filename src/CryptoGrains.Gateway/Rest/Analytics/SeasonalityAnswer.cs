using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>An instrument's logarithmic returns by the time at which their bars open, UTC.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Interval">The candles' interval.</param>
/// <param name="FirstBar">The first candle's open time, in ms since 1970; null without candles, as is the next.</param>
/// <param name="LastBar">The last candle's open time.</param>
/// <param name="Weekdays">By weekday, Monday first.</param>
/// <param name="Hours">By hour of the day, 0 first.</param>
public sealed record SeasonalityAnswer(
    string Symbol, string Interval, long? FirstBar, long? LastBar, Seasonality Weekdays, Seasonality Hours)
{
    internal static SeasonalityAnswer Of(ClosedSeries series)
    {
        var returns = series.KnownReturns();
        return new SeasonalityAnswer(
            series.Instrument.Name,
            series.Interval.Name(),
            series.First,
            series.Last,
            Seasonality.ByWeekday(returns),
            Seasonality.ByHour(returns));
    }
}
