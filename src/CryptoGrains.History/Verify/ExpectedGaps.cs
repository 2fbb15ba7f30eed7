using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>The lines that <c>gaps</c> should have of one instrument.</summary>
internal sealed class ExpectedGaps(string symbol)
{
    private readonly List<GapRow> _ofTrades = [];
    private readonly SortedDictionary<TimeSpan, List<long>> _imported = [];
    private readonly List<long>[] _computed = [.. Intervals.All.Select(_ => new List<long>())];

    /// <summary>Takes in the ids that are missing in some minutes.</summary>
    public void Add(IEnumerable<GapRow> ofTrades) => _ofTrades.AddRange(ofTrades);

    /// <summary>Takes in a year, after those before it.</summary>
    public void Add(ComputedYear year)
    {
        foreach (var (length, bars) in year.Imported)
        {
            if (!_imported.TryGetValue(length, out var times))
                _imported.Add(length, times = []);
            times.AddRange(bars.Select(bar => bar.OpenTime));
        }

        foreach (var interval in Intervals.All)
            _computed[(int)interval].AddRange(year.Bars[(int)interval].Select(bar => bar.OpenTime));
    }

    /// <summary>All of them.</summary>
    public List<GapRow> Find()
    {
        var gaps = new List<GapRow>(_ofTrades);
        foreach (var (length, times) in _imported)
        {
            for (var i = 1; i < times.Count; i++)
                gaps.AddRange(Between(length, times[i - 1], times[i]));
        }

        return gaps;
    }

    /// <summary>The places between two imported candles in which nothing is, neighbouring ones as one gap.</summary>
    private IEnumerable<GapRow> Between(TimeSpan length, long one, long next)
    {
        var step = (long)length.TotalMicroseconds;
        var from = one + step;
        var places = (next - from) / step;
        if (places <= 0)
            yield break;

        // Whatever was computed for a place from another source fills it.
        var filled = TimesBetween(length, from, next).Select(time => (time - from) / step).ToHashSet();
        var name = KlineInterval.Find(length)?.Name ?? length.ToString();
        for (var (first, place) = (0L, 0L); place <= places; place++)
        {
            if (place < places && !filled.Contains(place))
                continue;
            if (place > first)
                yield return new GapRow(symbol, name, from + (first * step), from + (place * step), place - first);
            first = place + 1;
        }
    }

    private IEnumerable<long> TimesBetween(TimeSpan length, long from, long to)
    {
        // Candles of the longest interval that adds up to it; what is shorter than a minute has none.
        var finer = Intervals.All.Where(interval => length.Ticks % interval.Length().Ticks == 0).Select(interval => _computed[(int)interval]).LastOrDefault([]);
        var at = finer.BinarySearch(from);
        return finer.Skip(at < 0 ? ~at : at).TakeWhile(time => time < to);
    }
}
