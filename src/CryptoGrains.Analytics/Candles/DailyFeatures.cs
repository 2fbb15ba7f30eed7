using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>The feature columns of the daily history. Windows count rows, not calendar days.</summary>
public static class DailyFeatures
{
    private const int Week = 7;
    private const int Month = 30;

    private static readonly long PriceUnit = FixedPoint.PowerOfTen(CandleRow.Decimals);

    // Quote volumes have more decimals than volumes.
    private static readonly long QuoteUnit = FixedPoint.PowerOfTen(CandleRow.QuoteDecimals - CandleRow.Decimals);

    private static readonly Int128 GreatestVolume = Int128.MaxValue / QuoteUnit;

    /// <summary>Computes them for each row of a series of days.</summary>
    /// <returns>One for each row. Each number is the <see cref="double"/> nearest to the exact quotient.</returns>
    public static DailyFeature[] Of(ReadOnlySpan<CandleRow> days)
    {
        var features = new DailyFeature[days.Length];
        var (week, month) = (Int128.Zero, Int128.Zero);
        for (var i = 0; i < days.Length; i++)
        {
            ref readonly var day = ref days[i];
            week += day.Close - (i >= Week ? days[i - Week].Close : 0);
            month += day.Close - (i >= Month ? days[i - Month].Close : 0);
            features[i] = new DailyFeature(
                AveragePrice(day),
                i + 1 < Week ? null : ExactRatio.Of(week, Week * PriceUnit),
                i + 1 < Month ? null : ExactRatio.Of(month, Month * PriceUnit),
                i == 0 || days[i - 1].Close <= 0 ? null : ExactRatio.Of(day.Close - days[i - 1].Close, days[i - 1].Close));
        }

        return features;
    }

    // What would not fit, 10^22 of the base asset, is no market's volume.
    private static double? AveragePrice(in CandleRow day) =>
        day.QuoteVolume == CandleRow.UnknownVolume || day.Volume <= 0 || day.Volume > GreatestVolume
            ? null
            : ExactRatio.Of(day.QuoteVolume, day.Volume * QuoteUnit);
}
