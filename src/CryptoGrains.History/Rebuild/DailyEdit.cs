using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Brings newly computed days into one instrument's daily candles, computes their features, and writes the years that come out otherwise, of
/// <c>daily_filled</c> and of <c>prophet_input</c>. Holds the years that changed and those into which marks and windows reach.
/// </summary>
/// <param name="daily">The daily candles' table.</param>
/// <param name="prophet">The table of the closes.</param>
/// <param name="symbol">The instrument.</param>
/// <param name="boundary">Up to where the batch layer is complete, in µs since 1970; null where nothing of the venue's log is archived.</param>
/// <param name="files">Writes files.</param>
/// <param name="dayRow">Computes the daily candle of an open time anew, out of its day alone.</param>
internal sealed class DailyEdit(
    DerivedTable daily, DerivedTable prophet, string symbol, long? boundary, SliceFiles files, Func<long, ValueTask<CandleRow?>> dayRow)
{
    /// <summary>How many rows after a change may have another feature: the longest window.</summary>
    private const int Window = 30;

    private readonly SeriesSlices _prophetSlices = new(prophet, symbol);
    private readonly List<DayRange> _changed = [];
    private readonly List<List<CandleRow>> _newer = [];
    private readonly SortedSet<int> _years = [];
    private List<CandleRow> _rows = [];

    /// <summary>The slices as they are now.</summary>
    public SeriesSlices Slices { get; } = new(daily, symbol);

    /// <summary>The days that were read or computed, in order, from <see cref="FinishAsync"/> on.</summary>
    public ReadOnlySpan<CandleRow> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>How far the whole series reaches, from <see cref="FinishAsync"/> on; null where there are no days.</summary>
    public SeriesExtent? Extent { get; private set; }

    /// <summary>Puts computed days into a year. Years come in order.</summary>
    /// <param name="year">The year.</param>
    /// <param name="changed">The days that were computed, in order; none where only the boundary has moved.</param>
    /// <param name="newer">Their candles, in order.</param>
    public void Put(int year, IReadOnlyList<DayRange> changed, List<CandleRow> newer)
    {
        _years.Add(year);
        _changed.AddRange(changed);
        _newer.Add(newer);
    }

    /// <summary>Computes and writes.</summary>
    /// <param name="isWhole">Whether all years are read, those far from any change too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FinishAsync(bool isWhole, CancellationToken cancellationToken)
    {
        var (first, years) = isWhole ? (int.MinValue, [.. Slices.All]) : await YearsToReadAsync();
        var older = new List<CandleRow>();
        foreach (var year in years)
            older.AddRange(await Slices.ReadAsync(year, cancellationToken));

        _rows = SliceRows.Splice(CollectionsMarshal.AsSpan(older), _changed, Newer());
        if (_years.Count > 0)
        {
            SliceRows.Close(CollectionsMarshal.AsSpan(_rows), Interval.OneDay, boundary);
            await MarkAsync(beginsSeries: Slices.Before(first) is null);
            var features = DailyFeatures.Of(CollectionsMarshal.AsSpan(_rows));
            foreach (var year in YearsToWrite())
                await WriteAsync(year, features, cancellationToken);
        }

        Extent = SeriesExtent.Of(Rows);
        foreach (var year in Slices.All.Except(years).Except(_years).ToList())
        {
            var extent = SeriesExtent.Of((await Slices.FileAsync(year))!) ?? SeriesExtent.Of(await Slices.ReadAsync(year, cancellationToken));
            Extent = SeriesExtent.Over(Extent, extent);
        }

        await Slices.WrittenAsync();
        await _prophetSlices.WrittenAsync();
    }

    private List<CandleRow> Newer()
    {
        if (_newer is [var only])
            return only;

        var newer = new List<CandleRow>(_newer.Sum(rows => rows.Count));
        foreach (var rows in _newer)
            newer.AddRange(rows);
        return newer;
    }

    /// <summary>The years of which the outcome may depend on a change, or a change's outcome on them; and from which year on they are all.</summary>
    private async Task<(int First, List<int> Years)> YearsToReadAsync()
    {
        if (_years.Count == 0)
            return (int.MinValue, []);

        // Marks reach back into rows whose year is written anew then, and its windows reach back further.
        var first = await BackAsync(await BackAsync(_years.Min, SeriesMarks.Reach), Window);
        var last = _years.Max;
        for (var rows = 0L; rows < Window && Slices.After(last) is { } next; last = next)
            rows += (await Slices.FileAsync(next))?.Rows ?? 0;
        return (first, [.. Slices.All.Where(year => year >= first && year <= last)]);
    }

    private async Task<int> BackAsync(int year, int least)
    {
        for (var rows = 0L; rows < least && Slices.Before(year) is { } before; year = before)
            rows += (await Slices.FileAsync(before))?.Rows ?? 0;
        return year;
    }

    private async Task MarkAsync(bool beginsSeries)
    {
        var from = Slicing.DaysOfYear(_years.Min).In(CollectionsMarshal.AsSpan(_rows)).From - SeriesMarks.Reach;
        var to = Slicing.DaysOfYear(_years.Max).In(CollectionsMarshal.AsSpan(_rows)).To + SeriesMarks.Reach;
        await SeriesMarks.MarkAsync(_rows, Math.Max(0, from), Math.Min(_rows.Count, to), beginsSeries, _changed, dayRow);
    }

    /// <summary>Those that changed, and those around them into which marks and windows reach.</summary>
    private SortedSet<int> YearsToWrite()
    {
        var years = new SortedSet<int>(_years);
        foreach (var year in _years)
        {
            var (first, end) = Slicing.DaysOfYear(year).In(CollectionsMarshal.AsSpan(_rows));
            for (var row = Math.Max(0, first - SeriesMarks.Reach); row < first; row++)
                years.Add(YearOf(row));
            for (var row = end; row < Math.Min(_rows.Count, end + Window); row++)
                years.Add(YearOf(row));
        }

        return years;
    }

    private int YearOf(int row) => Days.Of(Days.NumberOf(_rows[row].OpenTime)).Year;

    private async Task WriteAsync(int year, DailyFeature[] features, CancellationToken cancellationToken)
    {
        var (first, end) = Slicing.DaysOfYear(year).In(CollectionsMarshal.AsSpan(_rows));
        if (first == end)
        {
            await Slices.RemoveAsync(year);
            await _prophetSlices.RemoveAsync(year);
            return;
        }

        var rows = CollectionsMarshal.AsSpan(_rows)[first..end];
        var (columns, tags) = (DailyTable.Write(rows, features.AsSpan(first..end)), SliceTags.Of(Interval.OneDay, year, rows));
        SeriesExtent.Of(rows)!.Value.AddTo(tags);
        var closes = ProphetTable.Write(rows);
        Slices.Put(year, await files.BeginAsync(daily, symbol, year, columns, tags, await Slices.FileAsync(year), cancellationToken));
        if (closes is null)
            await _prophetSlices.RemoveAsync(year);
        else
            _prophetSlices.Put(year, await files.BeginAsync(prophet, symbol, year, closes, NoTags, await _prophetSlices.FileAsync(year), cancellationToken));
    }

    private static readonly Dictionary<string, string> NoTags = [];
}
