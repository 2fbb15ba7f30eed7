using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Brings newly computed days into one instrument's daily candles, computes their features, and writes the years that come out otherwise, of
/// <c>daily_filled</c> and of <c>prophet_input</c>. Holds the whole series: a life of days is small.
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
    private readonly List<CandleRow> _newer = [];
    private readonly SortedSet<int> _years = [];
    private List<CandleRow> _rows = [];

    /// <summary>The slices as they are now.</summary>
    public SeriesSlices Slices { get; } = new(daily, symbol);

    /// <summary>The series as it is now, from <see cref="FinishAsync"/> on.</summary>
    public ReadOnlySpan<CandleRow> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>Puts computed days into a year. Years come in order.</summary>
    /// <param name="year">The year.</param>
    /// <param name="changed">The days that were computed, in order; none where only the boundary has moved.</param>
    /// <param name="newer">Their candles, in order.</param>
    public void Put(int year, IReadOnlyList<DayRange> changed, List<CandleRow> newer)
    {
        _years.Add(year);
        _changed.AddRange(changed);
        _newer.AddRange(newer);
    }

    /// <summary>Computes and writes.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        var older = new List<CandleRow>();
        foreach (var year in Slices.All)
            older.AddRange(await Slices.ReadAsync(year, cancellationToken));

        _rows = SliceRows.Splice(CollectionsMarshal.AsSpan(older), _changed, _newer);
        SliceRows.Close(CollectionsMarshal.AsSpan(_rows), Interval.OneDay, boundary);
        await SeriesMarks.MarkAsync(_rows, 0, _rows.Count, beginsSeries: true, _changed, dayRow);
        var features = DailyFeatures.Of(CollectionsMarshal.AsSpan(_rows));
        foreach (var year in YearsToWrite())
            await WriteAsync(year, features, cancellationToken);
        await Slices.WrittenAsync();
        await _prophetSlices.WrittenAsync();
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
        var closes = ProphetTable.Write(rows);
        Slices.Put(year, await files.BeginAsync(daily, symbol, year, columns, tags, await Slices.FileAsync(year), cancellationToken));
        if (closes is null)
            await _prophetSlices.RemoveAsync(year);
        else
            _prophetSlices.Put(year, await files.BeginAsync(prophet, symbol, year, closes, NoTags, await _prophetSlices.FileAsync(year), cancellationToken));
    }

    private static readonly Dictionary<string, string> NoTags = [];
}
