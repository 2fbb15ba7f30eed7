using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>The seam: one series out of the batch layer's candles and the live ones. No candle twice, none left out.</summary>
public static class Timeline
{
    /// <summary>
    /// Merges two series: a batch candle that is closed wins; else the one that knows of more trades, the live one where they are equal.
    /// </summary>
    /// <param name="batch">The batch layer's, in order.</param>
    /// <param name="live">The live ones, in order.</param>
    public static ImmutableArray<Candle> Merge(ReadOnlySpan<Candle> batch, ReadOnlySpan<Candle> live) => throw new NotSupportedException();

    /// <summary>
    /// Puts a flat candle of the price before, without volume and trades, wherever one is missing between two others and up to an end.
    /// </summary>
    /// <param name="candles">Candles in order.</param>
    /// <param name="interval">Their interval.</param>
    /// <param name="before">The candle before the first one; null where there is none, then nothing is put before the first.</param>
    /// <param name="from">Where to begin, if <paramref name="before"/> is there.</param>
    /// <param name="to">Open times before this one are filled after the last candle; null ends with it.</param>
    /// <param name="limit">The most candles to give.</param>
    public static ImmutableArray<Candle> FillWithPrevious(
        ReadOnlySpan<Candle> candles, Interval interval, Candle? before, Timestamp? from, Timestamp? to, int limit) => throw new NotSupportedException();
}
