using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>The trade ids that are missing in one instrument's one-minute candles: those found anew take the place of those known before.</summary>
internal sealed class IdGaps(string symbol)
{
    private static readonly long Minute = (long)Interval.OneMinute.Length().TotalMicroseconds;

    private readonly List<(long From, long To)> _looked = [];
    private readonly List<GapRow> _found = [];

    /// <summary>Looks at rows whose neighbours are at hand too.</summary>
    /// <param name="rows">A part of the series.</param>
    /// <param name="first">The first row to look at.</param>
    /// <param name="end">The row after the last one.</param>
    /// <param name="from">Open times from this one on are covered by these rows.</param>
    /// <param name="to">Open times before this one are.</param>
    public void Look(ReadOnlySpan<CandleRow> rows, int first, int end, long from, long to)
    {
        // What was looked at before its neighbours changed is looked at again.
        _found.RemoveAll(gap => gap.To - Minute >= from && gap.To - Minute < to);
        _looked.Add((from, to));
        var near = rows[Math.Max(0, first - SeriesMarks.Reach)..Math.Min(rows.Length, end + SeriesMarks.Reach)];
        foreach (var gap in CandleGaps.BetweenTradeIds(near))
        {
            // A gap belongs to the candle at its end.
            if (gap.To - Minute >= from && gap.To - Minute < to)
                _found.Add(new GapRow(symbol, null, gap.From, gap.To, gap.Missing));
        }
    }

    /// <summary>What is missing, as far as it is known now.</summary>
    public IEnumerable<GapRow> Over(IEnumerable<GapRow> known) =>
        known.Where(gap => gap.Interval is null && !_looked.Exists(part => gap.To - Minute >= part.From && gap.To - Minute < part.To)).Concat(_found);
}
