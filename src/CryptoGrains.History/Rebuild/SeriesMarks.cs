using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Marks the candles of a series of which trades are missing, so that what was computed in parts comes out as if it had been computed in one.
/// </summary>
/// <remarks>
/// A mark follows from the ids of the two candles to either side, and, where ids are not known, from what the candle's own day said.
/// A table keeps only what came out. So where a candle beside changed days goes by what its day said, the day is asked again.
/// </remarks>
internal static class SeriesMarks
{
    /// <summary>How many candles to either side a mark depends on.</summary>
    public const int Reach = 2;

    /// <summary>Marks candles.</summary>
    /// <param name="rows">A series, in order.</param>
    /// <param name="from">The first row to mark.</param>
    /// <param name="to">The row after the last one to mark.</param>
    /// <param name="beginsSeries">Whether no row comes before the first one.</param>
    /// <param name="changed">The days that were computed; the marks of their rows are what the days said.</param>
    /// <param name="dayRow">Computes the candle of an open time anew, out of its day alone; null where there is none.</param>
    public static async ValueTask MarkAsync(
        List<CandleRow> rows, int from, int to, bool beginsSeries, IReadOnlyList<DayRange> changed, Func<long, ValueTask<CandleRow?>> dayRow)
    {
        foreach (var row in BesideChanges(rows, from, to, changed))
        {
            if (GoesByItsDay(CollectionsMarshal.AsSpan(rows), row) && await dayRow(rows[row].OpenTime) is { } anew)
                CollectionsMarshal.AsSpan(rows)[row].Partial = anew.Partial;
        }

        PartialMarks.Mark(CollectionsMarshal.AsSpan(rows), from, to, beginsSeries);
    }

    private static List<int> BesideChanges(List<CandleRow> rows, int from, int to, IReadOnlyList<DayRange> changed)
    {
        var beside = new List<int>();
        var span = CollectionsMarshal.AsSpan(rows);
        var at = from;
        for (var i = 0; i < changed.Count; i++)
        {
            var (first, end) = changed[i].In(span);
            for (var row = Math.Max(at, first - Reach); row < Math.Min(first, to); row++)
                beside.Add(row);

            // Where the next changed days begin before the reach of these ends, their own rows are none of those beside.
            var next = i + 1 < changed.Count ? CandleRow.IndexFrom(span, changed[i + 1].Start) : rows.Count;
            at = Math.Max(at, Math.Min(end + Reach, next));
            for (var row = Math.Max(end, from); row < Math.Min(at, to); row++)
                beside.Add(row);
        }

        return beside;
    }

    private static bool GoesByItsDay(ReadOnlySpan<CandleRow> rows, int row)
    {
        ref readonly var candle = ref rows[row];
        var (knowsFirst, knowsLast) = (candle.FirstTradeId != CandleRow.UnknownCount, candle.LastTradeId != CandleRow.UnknownCount);
        if (!knowsFirst && !knowsLast)
            return false;

        return candle.Origin == CandleOrigin.Import
            || !knowsFirst
            || !knowsLast
            || candle.TradeCount == CandleRow.UnknownCount
            || (row > 0 && rows[row - 1].LastTradeId == CandleRow.UnknownCount)
            || (row + 1 < rows.Length && rows[row + 1].FirstTradeId == CandleRow.UnknownCount);
    }
}
