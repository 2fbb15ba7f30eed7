using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>All candles of one instrument and one day, of every interval: the unit in which the history is computed.</summary>
public static class DayCandles
{
    /// <summary>Computes them.</summary>
    /// <param name="minutes">The day's one-minute candles out of trades, in order.</param>
    /// <param name="imported">For each length of imported candles, those of the day, in order; shortest length first.</param>
    /// <returns>For each of <see cref="Intervals.All"/> the day's candles, in order.</returns>
    public static List<CandleRow>[] Of(ReadOnlySpan<CandleRow> minutes, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> imported) =>
        throw new NotSupportedException();
}
