using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>Brings an instrument's candles into finer decimals.</summary>
internal static class Rescaling
{
    /// <summary>Brings all of them there, or none.</summary>
    /// <returns>Whether they stay exact.</returns>
    public static bool TryRun(CandleSeries[] all, Decimals from, Decimals to)
    {
        // The finer trade is refused then, and not all that come after it.
        if (to.Quote > TradeRules.MaxQuoteDecimals)
            return false;

        var priceFactor = FixedPoint.PowerOfTen(to.Price - from.Price);
        var quantityFactor = FixedPoint.PowerOfTen(to.Quantity - from.Quantity);
        var days = all[(int)Interval.OneDay];
        try
        {
            // The days bound everything shorter: what holds for their highest price and their sums holds for all.
            for (var i = 0; i < days.Count; i++)
            {
                var day = days[i].Rescaled(priceFactor, quantityFactor);
                if (day.Volume >= ScaledTrade.GreatestSum || day.QuoteVolume >= ScaledTrade.GreatestSum)
                    return false;
            }
        }
        catch (OverflowException)
        {
            return false;
        }

        foreach (var series in all)
        {
            for (var i = 0; i < series.Count; i++)
                series[i] = series[i].Rescaled(priceFactor, quantityFactor);
        }

        return true;
    }
}
