using System.Collections.Immutable;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Timelines;

/// <summary>Puts what both layers have of a range together as one page.</summary>
internal static class Seam
{
    /// <summary>
    /// The merged candles of a range, at most as many as were asked for. Each layer was asked for the whole range and gave its first
    /// candles of it, or its last where the range has no beginning.
    /// </summary>
    public static (ImmutableArray<Candle> Candles, Timestamp? Next) Merge(CandlesAsked asked, HistoryPage batch, LivePart live)
    {
        if (asked.From is null)
        {
            // Of the last candles of both, each is among the last of its own layer.
            var all = Timeline.Merge(batch.Candles.AsSpan(), live.Candles.AsSpan());
            return (all[Math.Max(0, all.Length - asked.Limit)..], null);
        }

        // Beyond the point at which one layer's page ends, the other's may not be taken: candles of the first would be passed over.
        var cut = batch.Next < live.Next ? batch.Next : live.Next ?? batch.Next;
        var merged = Timeline.Merge(Before(batch.Candles, cut), Before(live.Candles, cut));
        return merged.Length > asked.Limit ? (merged[..asked.Limit], merged[asked.Limit].OpenTime) : (merged, cut);
    }

    /// <summary>
    /// The open times of candles that neither layer need have all of: the one in which the boundary lies; and the last one of the history,
    /// where live candles begin inside it or know more of it: what was imported ends wherever it does.
    /// </summary>
    public static IEnumerable<Timestamp> Straddling(CandlesAsked asked, HistoryPage batch, LivePart live)
    {
        if (asked.Interval == Interval.OneMinute || batch.Candles.IsEmpty)
            yield break;

        var atBoundary = batch.Boundary is { } boundary && asked.Interval.OpenOf(boundary) is var open && open < boundary ? open : default(Timestamp?);
        if (atBoundary is { } straddling && Find(batch.Candles, straddling) is not null && Find(live.Candles, straddling) is not null)
            yield return straddling;

        var last = batch.Candles[^1];
        if (last.OpenTime != atBoundary && Find(live.Candles, last.OpenTime) is { } same && (same.Partial || (last.Closed && same.Volume > last.Volume)))
            yield return last.OpenTime;
    }

    private static Candle? Find(ImmutableArray<Candle> candles, Timestamp openTime)
    {
        var index = IndexFrom(candles, openTime);
        return index < candles.Length && candles[index].OpenTime == openTime ? candles[index] : null;
    }

    private static ReadOnlySpan<Candle> Before(ImmutableArray<Candle> candles, Timestamp? end) =>
        end is { } cut ? candles.AsSpan()[..IndexFrom(candles, cut)] : candles.AsSpan();

    private static int IndexFrom(ImmutableArray<Candle> candles, Timestamp openTime)
    {
        var (low, high) = (0, candles.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (candles[middle].OpenTime < openTime)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
