using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>Computes days of one instrument and one year out of its one-minute candles from trades and its imported candles.</summary>
internal sealed class YearOfDays
{
    private readonly Dictionary<int, List<CandleRow>> _minutes;
    private readonly IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> _imported;
    private readonly List<int> _days;
    private readonly List<CandleRow>[] _candles = [.. Intervals.All.Select(_ => new List<CandleRow>())];

    /// <summary>Days of a year.</summary>
    /// <param name="year">The year.</param>
    /// <param name="minutes">The days' one-minute candles out of trades.</param>
    /// <param name="imported">The year's imported candles, by length.</param>
    /// <param name="only">The days to compute, in order; null for all that there are.</param>
    public YearOfDays(
        int year, Dictionary<int, List<CandleRow>> minutes, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> imported, IReadOnlyCollection<int>? only)
    {
        _minutes = minutes;
        _imported = imported;
        _days = only is null ? [.. minutes.Keys.Concat(imported.SelectMany(each => DaysOf(each.Rows))).Distinct().Order()] : [.. only];
        Changed = only is null ? [Slicing.DaysOfYear(year)] : DayRange.Of(only);
    }

    /// <summary>The days that are computed, those without candles among them.</summary>
    public List<DayRange> Changed { get; }

    /// <summary>How many days are computed.</summary>
    public int Count => _days.Count;

    /// <summary>The part of the computed days that lies in others.</summary>
    public List<DayRange> ChangedIn(DayRange range) =>
    [
        .. Changed
            .Select(days => new DayRange(Math.Max(days.From, range.From), Math.Min(days.To, range.To)))
            .Where(days => days.From < days.To),
    ];

    /// <summary>Computes the days of a range, after those of the ranges before it.</summary>
    /// <returns>The one-minute candles, in order; those of the other intervals are kept.</returns>
    public List<CandleRow> Compute(DayRange range)
    {
        var minutes = new List<CandleRow>();
        if (_minutes.Count == 0 && _imported.All(each => each.Length == Interval.OneDay.Length()))
        {
            AddDaysAsTheyAre(range);
            return minutes;
        }

        var at = _days.BinarySearch(range.From);
        for (at = at < 0 ? ~at : at; at < _days.Count && _days[at] < range.To; at++)
        {
            var candles = ComputeDay(_days[at]);
            minutes.AddRange(candles[0]);
            for (var i = 1; i < candles.Length; i++)
                _candles[i].AddRange(candles[i]);
        }

        return minutes;
    }

    /// <summary>The candles of a longer interval than a minute that were computed up to now, in order.</summary>
    public List<CandleRow> Candles(Interval interval) => _candles[(int)interval];

    private List<CandleRow>[] ComputeDay(int day)
    {
        var range = new DayRange(day, day + 1);
        var imported = new List<(TimeSpan, CandleRow[])>(_imported.Count);
        foreach (var (length, rows) in _imported)
        {
            var (from, to) = range.In(rows);
            if (from < to)
                imported.Add((length, rows[from..to]));
        }

        var minutes = _minutes.Remove(day, out var found) ? CollectionsMarshal.AsSpan(found) : [];
        return DayCandles.Of(minutes, imported);
    }

    /// <summary>Where nothing but days was imported, they are what the days' computation gives: it is not worth its while for each.</summary>
    private void AddDaysAsTheyAre(DayRange range)
    {
        foreach (var (_, rows) in _imported)
        {
            foreach (var days in ChangedIn(range))
            {
                var (from, to) = days.In(rows);
                _candles[(int)Interval.OneDay].EnsureCapacity(rows.Length);
                _candles[(int)Interval.OneDay].AddRange(rows.AsSpan(from..to));
            }
        }
    }

    private static IEnumerable<int> DaysOf(CandleRow[] rows)
    {
        var last = int.MinValue;
        foreach (var row in rows)
        {
            var day = Days.NumberOf(row.OpenTime);
            if (day == last)
                continue;
            last = day;
            yield return day;
        }
    }
}
