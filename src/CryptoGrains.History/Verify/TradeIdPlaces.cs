using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>
/// Where in a series trade ids are missing, by the rule of the history: each bar, and each room between two bars, is a place; what lies between
/// its ends and is not known there is its surplus, which is below zero where ids don't rise with time. A place with a surplus lacks as many ids,
/// less what the places beside it have too many of and do not owe to the place on their other side; of two such the one that explains less counts.
/// </summary>
internal sealed class TradeIdPlaces
{
    /// <summary>How many bars to either side a mark depends on.</summary>
    public const int Reach = 2;

    private readonly IReadOnlyList<Bar> _bars;

    // Before the first bar, inside it, before the second, inside it, …; null where it can't be known.
    private readonly List<long?> _surplus = [];

    /// <summary>Looks at bars in order, with those beside the ones that are asked of.</summary>
    public TradeIdPlaces(IReadOnlyList<Bar> bars)
    {
        _bars = bars;
        for (var i = 0; i < bars.Count; i++)
        {
            _surplus.Add(i == 0 ? null : bars[i].FirstId - bars[i - 1].LastId - 1);
            _surplus.Add(bars[i].LastId - bars[i].FirstId + 1 - bars[i].TradeCount);
        }
    }

    /// <summary>Marks bars inside or beside which ids are missing, and the first of a series. What can't be known leaves a mark as it is.</summary>
    /// <param name="from">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="beginsSeries">Whether nothing comes before the first bar that was given.</param>
    public void Mark(int from, int count, bool beginsSeries)
    {
        for (var i = from; i < from + count; i++)
        {
            var bar = _bars[i];
            long?[] missing =
            [
                beginsSeries && i == 0 && bar.FirstId is not null ? 1 : Missing(2 * i),
                Missing((2 * i) + 1),
                i == _bars.Count - 1 ? 0 : Missing((2 * i) + 2),
            ];
            var keeps = bar.IsImported || missing.Contains(null);
            bar.IsPartial = (keeps && bar.IsPartial) || missing.Any(ids => ids > 0);
        }
    }

    /// <summary>The gaps that end in some of the bars, which are minutes.</summary>
    public IEnumerable<GapRow> Gaps(string symbol, int from, int count)
    {
        var minute = (long)Interval.OneMinute.Length().TotalMicroseconds;
        for (var i = from; i < from + count; i++)
        {
            var end = _bars[i].OpenTime + minute;
            if (Missing(2 * i) is > 0 and var between)
                yield return new GapRow(symbol, null, _bars[i - 1].OpenTime, end, between);
            if (Missing((2 * i) + 1) is > 0 and var inside)
                yield return new GapRow(symbol, null, _bars[i].OpenTime, end, inside);
        }
    }

    private long? Missing(int place)
    {
        if (_surplus[place] is not { } lacking)
            return null;

        var explained = new[] { (Near: place - 1, Far: place - 2), (Near: place + 1, Far: place + 2) }
            .Where(side => At(side.Near) < 0)
            .Select(side => At(side.Near) + Math.Max(0, At(side.Far)))
            .DefaultIfEmpty(0);
        return Math.Clamp(lacking + explained.Max(), 0, Math.Max(0, lacking));
    }

    private long At(int place) => place >= 0 && place < _surplus.Count ? _surplus[place] ?? 0 : 0;
}
