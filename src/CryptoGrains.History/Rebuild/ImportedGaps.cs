using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>The imported candles that are missing between those of one instrument, unless another source fills their place.</summary>
internal sealed class ImportedGaps(RebuildContext context, Instrument instrument)
{
    private readonly SortedDictionary<int, List<Run>> _years = [];
    private readonly IReadOnlyCollection<int> _importedYears = context.ImportedYearsOf(instrument.Name);

    /// <summary>Notes which candles of a year there are.</summary>
    public void Add(int year, IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)> imported) => _years[year] =
    [
        .. imported.Where(each => each.Rows.Length > 0).Select(each =>
            new Run(each.Length, each.Rows[0].OpenTime, each.Rows[^1].OpenTime, CandleGaps.BetweenOpenTimes(each.Rows, each.Length))),
    ];

    /// <summary>Whether a day of a year that was noted lies where imported candles are missing.</summary>
    public bool Touches(int year, DayRange days)
    {
        var (hasEarlier, hasLater) = (_importedYears.Any(each => each < year), _importedYears.Any(each => each > year));
        if (!_years.TryGetValue(year, out var runs) || runs.Count == 0)
            return hasEarlier && hasLater;

        return runs.Exists(run =>
            (hasEarlier && days.Start < run.First)
            || (hasLater && days.End > run.Last)
            || run.Gaps.Exists(gap => gap.From < days.End && gap.To > days.Start));
    }

    /// <summary>What is missing in the whole series. Years that were not noted yet are read.</summary>
    /// <param name="openTimes">The open times that there are of an interval, in order, from one time to another.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<GapRow>> FindAsync(
        Func<Interval, long, long, CancellationToken, Task<List<long>>> openTimes, CancellationToken cancellationToken)
    {
        foreach (var year in _importedYears.Where(year => !_years.ContainsKey(year)))
            Add(year, await context.ReadImportedAsync(instrument.Name, year, cancellationToken));

        var found = new List<GapRow>();
        foreach (var runs in _years.Values.SelectMany(runs => runs).GroupBy(run => run.Length))
        {
            // Shorter ones than the shortest interval can't be filled by anything else.
            var finer = Intervals.All.Where(interval => runs.Key.Ticks % interval.Length().Ticks == 0).Select(interval => (Interval?)interval).LastOrDefault();
            foreach (var hole in Holes(runs.Key, [.. runs]))
            {
                var filled = finer is { } interval ? await openTimes(interval, hole.From, hole.To, cancellationToken) : [];
                found.AddRange(Left(runs.Key, hole, filled));
            }
        }

        return found;
    }

    private static IEnumerable<CandleGap> Holes(TimeSpan length, List<Run> runs)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            if (i > 0)
            {
                foreach (var gap in CandleGaps.BetweenOpenTimes([new() { OpenTime = runs[i - 1].Last }, new() { OpenTime = runs[i].First }], length))
                    yield return gap;
            }

            foreach (var gap in runs[i].Gaps)
                yield return gap;
        }
    }

    /// <summary>What is left of a hole when the places of some times are filled.</summary>
    private IEnumerable<GapRow> Left(TimeSpan length, CandleGap hole, List<long> filled)
    {
        var step = (long)length.TotalMicroseconds;
        var name = KlineInterval.Find(length)?.Name ?? length.ToString();
        var from = hole.From;
        foreach (var time in filled)
        {
            var place = hole.From + ((time - hole.From) / step * step);
            if (place > from)
                yield return new GapRow(instrument.Name, name, from, place, (place - from) / step);
            from = Math.Max(from, place + step);
        }

        if (from < hole.To)
            yield return new GapRow(instrument.Name, name, from, hole.To, (hole.To - from) / step);
    }

    /// <summary>What there is of one length in one year.</summary>
    private sealed record Run(TimeSpan Length, long First, long Last, List<CandleGap> Gaps);
}
