using System.Runtime.InteropServices;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>All candles of one instrument and one day, of every interval: the unit in which the history is computed.</summary>
/// <remarks>
/// Each interval's candles are those of the interval below it rolled up, united with what was imported for it. An imported length that is
/// not an interval of its own is rolled up to the next one that it divides: 3m to 15m, 30m to 1h. One that divides none is not used.
/// </remarks>
public static class DayCandles
{
    /// <summary>Computes them.</summary>
    /// <param name="minutes">
    /// The day's one-minute candles out of trades, in order. Missing trades inside the day are found here; the first candle may be marked
    /// partial already, because only its caller knows what is before it.
    /// </param>
    /// <param name="imported">For each length of imported candles, those of the day, in order; shortest length first.</param>
    /// <returns>For each of <see cref="Intervals.All"/> the day's candles, in order.</returns>
    public static List<CandleRow>[] Of(ReadOnlySpan<CandleRow> minutes, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> imported)
    {
        var series = new List<CandleRow>[Intervals.All.Length];
        for (var i = 0; i < series.Length; i++)
            series[i] = [];
        Of(minutes, imported, series);
        return series;
    }

    /// <summary>Computes them into lists that have served before: a day of minutes is large, and fresh memory costs more than the sums.</summary>
    /// <param name="minutes">As above.</param>
    /// <param name="imported">As above.</param>
    /// <param name="series">A list for each of <see cref="Intervals.All"/>; what they held goes.</param>
    public static void Of(
        ReadOnlySpan<CandleRow> minutes, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> imported, List<CandleRow>[] series)
    {
        foreach (var interval in Intervals.All)
        {
            ref var candles = ref series[(int)interval];
            candles.Clear();
            if (interval == Interval.OneMinute)
                AddMarked(minutes, candles);
            else
                RollUp.Of(CollectionsMarshal.AsSpan(series[(int)interval - 1]), (interval - 1).Length(), interval, candles);

            for (var i = 0; i < imported.Count; i++)
            {
                var (length, rows) = imported[i];
                if (rows.Length > 0 && IntervalFor(length) == interval)
                    Unite(ref candles, length == interval.Length() ? rows : RolledUp(rows, length, interval));
            }
        }
    }

    /// <summary>The shortest interval that candles of a length add up to; null where there is none.</summary>
    private static Interval? IntervalFor(TimeSpan length)
    {
        foreach (var interval in Intervals.All)
        {
            if (length > TimeSpan.Zero && interval.Length().Ticks % length.Ticks == 0)
                return interval;
        }

        return null;
    }

    private static void AddMarked(ReadOnlySpan<CandleRow> minutes, List<CandleRow> candles)
    {
        candles.AddRange(minutes);
        PartialMarks.Mark(CollectionsMarshal.AsSpan(candles), 0, candles.Count, isWhole: false);
    }

    private static ReadOnlySpan<CandleRow> RolledUp(ReadOnlySpan<CandleRow> finer, TimeSpan length, Interval interval)
    {
        var candles = new List<CandleRow>();
        RollUp.Of(finer, length, interval, candles);
        return CollectionsMarshal.AsSpan(candles);
    }

    private static void Unite(ref List<CandleRow> computed, ReadOnlySpan<CandleRow> imported)
    {
        if (computed.Count == 0)
        {
            computed.AddRange(imported);
            return;
        }

        var united = new List<CandleRow>(Math.Max(computed.Count, imported.Length));
        CandleUnion.Of(CollectionsMarshal.AsSpan(computed), imported, united);
        computed = united;
    }
}
