namespace CryptoGrains.Analytics.Candles;

/// <summary>One-minute candles out of trades: the batch layer's counterpart of the live windows.</summary>
public static class MinuteCandles
{
    /// <summary>Sums trades to the candles of their minutes.</summary>
    /// <param name="trades">One instrument's trades, in order of (time, id), each id once.</param>
    /// <param name="into">Where the candles go, in order; <see cref="CandleRow.Closed"/> and <see cref="CandleRow.Partial"/> are left false.</param>
    /// <returns>How many trades could not be kept exactly and were left out.</returns>
    public static int Of(ReadOnlySpan<TradeRow> trades, List<CandleRow> into) => throw new NotSupportedException();
}
