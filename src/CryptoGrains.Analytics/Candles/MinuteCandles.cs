using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>One-minute candles out of trades: the batch layer's counterpart of the live windows.</summary>
public static class MinuteCandles
{
    internal const long Length = 60_000_000;

    // 10^22 of the base asset and 10^21 of the quote asset.
    private static readonly Int128 GreatestVolume = CandleRow.Greatest * 10;
    private static readonly Int128 GreatestQuoteVolume = CandleRow.Greatest * 10_000;

    /// <summary>Sums trades to the candles of their minutes.</summary>
    /// <param name="trades">One instrument's trades, in order of (time, id), each id once.</param>
    /// <param name="into">Where the candles go, in order; <see cref="CandleRow.Closed"/> and <see cref="CandleRow.Partial"/> are left false.</param>
    /// <returns>
    /// How many trades were left out: they could not be kept exactly, or with them their day's volume went beyond 10^22, or its quote volume
    /// beyond 10^21.
    /// </returns>
    public static int Of(ReadOnlySpan<TradeRow> trades, List<CandleRow> into)
    {
        var refused = 0;
        var (end, endOfDay) = (long.MinValue, long.MinValue);
        var (roomForVolume, roomForQuote) = (Int128.Zero, Int128.Zero);
        var candle = default(CandleRow);
        foreach (ref readonly var trade in trades)
        {
            if (trade.Time >= end)
            {
                if (candle.TradeCount > 0)
                    into.Add(candle);
                (roomForVolume, roomForQuote) = (roomForVolume - candle.Volume, roomForQuote - candle.QuoteVolume);
                candle = default;
                candle.OpenTime = Interval.OneMinute.OpenOf(new Timestamp(trade.Time)).Microseconds;
                end = candle.OpenTime + Length;
                if (trade.Time >= endOfDay)
                {
                    endOfDay = (Interval.OneDay.OpenOf(new Timestamp(trade.Time)) + Interval.OneDay.Length()).Microseconds;
                    (roomForVolume, roomForQuote) = (GreatestVolume, GreatestQuoteVolume);
                }
            }

            if (!TryAdd(ref candle, trade, roomForVolume, roomForQuote))
                refused++;
        }

        if (candle.TradeCount > 0)
            into.Add(candle);
        return refused;
    }

    private static bool TryAdd(ref CandleRow candle, in TradeRow trade, Int128 roomForVolume, Int128 roomForQuote)
    {
        if (!QuoteQuantity.TryOf(trade.Price, trade.Quantity, out var quoteQuantity))
            return false;

        var volume = candle.Volume + trade.Quantity;
        var quoteVolume = candle.QuoteVolume + quoteQuantity;
        if (volume > roomForVolume || quoteVolume > roomForQuote || trade.Price > CandleRow.Greatest)
            return false;

        if (candle.TradeCount == 0)
        {
            candle.Open = candle.High = candle.Low = trade.Price;
            candle.FirstTradeId = trade.Id;
        }
        else if (trade.Price > candle.High)
        {
            candle.High = trade.Price;
        }
        else if (trade.Price < candle.Low)
        {
            candle.Low = trade.Price;
        }

        candle.Close = trade.Price;
        candle.LastTradeId = trade.Id;
        candle.Volume = volume;
        candle.QuoteVolume = quoteVolume;
        if (trade.TakerBuys)
            candle.TakerBuyVolume += trade.Quantity;
        candle.TradeCount++;
        return true;
    }
}
