using System.Collections.Immutable;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Counts what becomes of one series while it is imported.</summary>
internal sealed class SeriesTally(Instrument instrument, KlineInterval interval)
{
    /// <summary>How many refusals, conflicts and gaps are told.</summary>
    public const int Examples = 10;

    private readonly List<string> _refusals = [];
    private readonly List<KlineConflict> _conflicts = [];
    private readonly SortedDictionary<int, YearTally> _years = [];
    private int _sources;
    private long _read;
    private long _refused;
    private CandleImportCounts _counts;

    /// <summary>A source is begun.</summary>
    public void Begin() => _sources++;

    /// <summary>A row could not be read or held.</summary>
    public void Refuse(string reason)
    {
        _refused++;
        if (_refusals.Count < Examples)
            _refusals.Add(reason);
    }

    /// <summary>Rows of one year were merged with what was held.</summary>
    public void Merged(int read, in CandleImportCounts counts, ReadOnlySpan<CandleRow> held, ReadOnlySpan<CandleRow> merged)
    {
        _read += read;
        _counts = new CandleImportCounts(
            _counts.Added + counts.Added,
            _counts.Same + counts.Same,
            _counts.Improved + counts.Improved,
            _counts.Stale + counts.Stale,
            _counts.Repeated + counts.Repeated);
        if (counts.Improved > 0)
            NoteConflicts(held, merged);
    }

    /// <summary>A year is as it will be written, or as it was.</summary>
    public void Finish(int year, ReadOnlySpan<CandleRow> rows)
    {
        if (rows.IsEmpty)
            return;

        var gaps = CandleGaps.BetweenOpenTimes(rows, interval.Length);
        _years[year] = new YearTally(
            rows[0].OpenTime, rows[^1].OpenTime, gaps.Count, gaps.Sum(gap => gap.Missing), [.. gaps.Take(Examples)]);
    }

    /// <summary>The report.</summary>
    public KlineSeriesReport ToReport()
    {
        var gaps = Gaps();
        return new KlineSeriesReport
        {
            Instrument = instrument,
            Interval = interval,
            Sources = _sources,
            Read = _read,
            Counts = _counts,
            Conflicts = [.. _conflicts],
            Refused = _refused,
            Refusals = [.. _refusals],
            First = _years.Count == 0 ? null : new Timestamp(_years.Values.First().First),
            Last = _years.Count == 0 ? null : new Timestamp(_years.Values.Last().Last),
            Outages = gaps.Outages,
            Missing = gaps.Missing,
            Gaps = gaps.First,
        };
    }

    private void NoteConflicts(ReadOnlySpan<CandleRow> held, ReadOnlySpan<CandleRow> merged)
    {
        var at = 0;
        for (var i = 0; i < held.Length && _conflicts.Count < Examples; i++)
        {
            while (merged[at].OpenTime < held[i].OpenTime)
                at++;
            if (!CandleRow.SameNumbers(merged[at], held[i]))
                _conflicts.Add(new KlineConflict(held[i], merged[at]));
        }
    }

    /// <summary>The gaps inside the years and from one to the next; what lies between years that are not neighbours is not looked at.</summary>
    private (int Outages, long Missing, ImmutableArray<CandleGap> First) Gaps()
    {
        var first = new List<CandleGap>();
        var (outages, missing, step) = (0, 0L, (long)interval.Length.TotalMicroseconds);
        foreach (var (year, tally) in _years)
        {
            if (_years.TryGetValue(year - 1, out var before) && tally.First - before.Last > step)
            {
                var between = new CandleGap(before.Last + step, tally.First, ((tally.First - before.Last) / step) - 1);
                first.Add(between);
                outages++;
                missing += between.Missing;
            }

            first.AddRange(tally.Gaps);
            outages += tally.Outages;
            missing += tally.Missing;
        }

        return (outages, missing, [.. first.Take(Examples)]);
    }

    private sealed record YearTally(long First, long Last, int Outages, long Missing, ImmutableArray<CandleGap> Gaps);
}
