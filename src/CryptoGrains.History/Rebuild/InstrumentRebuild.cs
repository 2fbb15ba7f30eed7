using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>Computes what has to be computed of one instrument, year after year, and writes it.</summary>
internal sealed class InstrumentRebuild
{
    private const int Months = 12;

    private readonly RebuildContext _context;
    private readonly InstrumentPlan _plan;
    private readonly DaySource _source;
    private readonly IdGaps _idGaps;
    private readonly ImportedGaps _importedGaps;
    private readonly SeriesEdit[] _edits;
    private readonly DailyEdit _daily;
    private readonly Queue<int> _years;
    private bool _looksForImportedGaps;

    public InstrumentRebuild(RebuildContext context, InstrumentPlan plan)
    {
        (_context, _plan) = (context, plan);
        _source = new DaySource(context, plan.Instrument);
        _idGaps = new IdGaps(plan.Instrument.Name);
        _importedGaps = new ImportedGaps(context, plan.Instrument);
        _looksForImportedGaps = plan.ImportsChanged;
        _years = new Queue<int>(plan.Years);

        var (symbol, boundary) = (plan.Instrument.Name, context.Masters.BoundaryOf(plan.Instrument.Venue));
        _edits =
        [
            .. Intervals.All.Where(interval => interval != Interval.OneDay).Select(interval => new SeriesEdit(
                context.Derived.Candles(interval), symbol, boundary, context.Files, time => _source.RowAsync(interval, time),
                interval == Interval.OneMinute ? _idGaps : null)),
        ];
        _daily = new DailyEdit(
            context.Derived.Candles(Interval.OneDay), context.Derived.Prophet, symbol, boundary, context.Files,
            time => _source.RowAsync(Interval.OneDay, time));
    }

    public Instrument Instrument => _plan.Instrument;

    /// <summary>The next year in which there is something to compute; null at the end.</summary>
    public int? NextYear => _years.TryPeek(out var year) ? year : null;

    /// <summary>How many rows it has in memory.</summary>
    public long Held => _edits.Sum(edit => (long)edit.Held);

    /// <summary>Whether the trades of a day are needed for the next year's work.</summary>
    public bool Needs(int day) => NextYear is { } year && (_plan.IsWhole(year) ? Slicing.DaysOfYear(year).Contains(day) : _plan.DaysOf(year).Contains(day));

    /// <summary>Computes the next year.</summary>
    /// <param name="minutes">The one-minute candles out of trades of each day that is needed and has some.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ComputeYearAsync(Dictionary<int, List<CandleRow>> minutes, CancellationToken cancellationToken)
    {
        var year = _years.Dequeue();
        var imported = await _source.ImportedAsync(year, cancellationToken);
        _importedGaps.Add(year, imported);
        var days = new YearOfDays(year, minutes, imported, _plan.IsWhole(year) ? null : _plan.DaysOf(year));
        _looksForImportedGaps |= days.Changed.Exists(range => _importedGaps.Touches(year, range));
        for (var month = 0; month < Months; month++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var slice = Slicing.Of(Interval.OneMinute, year, month);
            var range = Slicing.DaysOf(Interval.OneMinute, slice);
            await PutAsync(Interval.OneMinute, slice, days.ChangedIn(range), days.Compute(range), cancellationToken);
        }

        foreach (var interval in Intervals.All.Where(interval => interval != Interval.OneMinute))
            await PutAsync(interval, year, days.Changed, days.Candles(interval), cancellationToken);
        _context.CountDays(days.Count);
    }

    /// <summary>Writes what is at hand, so that it need not be held.</summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        foreach (var edit in _edits)
            await edit.FinishAsync(cancellationToken);
    }

    /// <summary>Ends it: all files are written.</summary>
    public async Task<InstrumentSummary> FinishAsync(CancellationToken cancellationToken)
    {
        await LetGoAsync(cancellationToken);
        await _daily.FinishAsync(isWhole: _looksForImportedGaps, cancellationToken);
        var known = _context.KnownGapsOf(Instrument.Name);
        var ofImports = _looksForImportedGaps
            ? await _importedGaps.FindAsync(OpenTimesAsync, cancellationToken)
            : known.Where(gap => gap.Interval is not null);
        List<GapRow> gaps = [.. _idGaps.Over(known).Concat(ofImports)];
        return new InstrumentSummary(Instrument, gaps, SymbolOf(gaps.Count));
    }

    private async Task PutAsync(
        Interval interval, int slice, IReadOnlyList<DayRange> changed, List<CandleRow> newer, CancellationToken cancellationToken)
    {
        var slices = interval == Interval.OneDay ? _daily.Slices : _edits[(int)interval].Slices;
        var isThere = slices.Has(slice) && (changed.Count > 0 || _plan.Has(interval, slice));
        if (!isThere && newer.Count == 0)
            return;

        if (interval == Interval.OneDay)
            _daily.Put(slice, changed, newer);
        else
            await _edits[(int)interval].PutAsync(slice, changed, newer, cancellationToken);
    }

    private async Task<List<long>> OpenTimesAsync(Interval interval, long from, long to, CancellationToken cancellationToken)
    {
        var found = new List<long>();
        if (interval == Interval.OneDay)
        {
            foreach (ref readonly var row in _daily.Rows[CandleRow.IndexFrom(_daily.Rows, from)..CandleRow.IndexFrom(_daily.Rows, to)])
                found.Add(row.OpenTime);
            return found;
        }

        var slices = _edits[(int)interval].Slices;
        foreach (var slice in slices.All)
        {
            var span = Slicing.DaysOf(interval, slice);
            if (span.Start < to && span.End > from)
                found.AddRange((await slices.ReadOpenTimesAsync(slice, cancellationToken)).Where(time => time >= from && time < to));
        }

        return found;
    }

    private SymbolRow? SymbolOf(int gaps) => _daily.Extent is { } days
        ? new SymbolRow(
            Instrument.Name, days.First, days.Last, days.Days, days.Last - days.First + 1 - days.Days, gaps,
            _context.Masters.BoundaryOf(Instrument.Venue), days.Origin)
        : null;
}
