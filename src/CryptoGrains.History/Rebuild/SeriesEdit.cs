using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>
/// Brings newly computed days into one instrument's candles of one interval, slice after slice in order of time, and writes the slices that
/// come out otherwise. Holds the slice at hand, and as many beside it as the marks of missing trades depend on.
/// </summary>
/// <param name="table">The interval's table.</param>
/// <param name="symbol">The instrument.</param>
/// <param name="boundary">Up to where the batch layer is complete, in µs since 1970; null where nothing of the venue's log is archived.</param>
/// <param name="files">Writes files.</param>
/// <param name="dayRow">Computes the interval's candle of an open time anew, out of its day alone.</param>
/// <param name="gaps">Where missing trade ids are noted; null where they are not looked for.</param>
internal sealed class SeriesEdit(
    DerivedTable table, string symbol, long? boundary, SliceFiles files, Func<long, ValueTask<CandleRow?>> dayRow, IdGaps? gaps)
{
    // Marks may change this far beside a change, and depend on rows as far beside themselves.
    private const int Context = 2 * SeriesMarks.Reach;

    private readonly Interval _interval = table.Interval!.Value;

    // The rows at hand follow each other without a hole: first the last ones of slices that are written, then those of the open slices.
    private readonly List<CandleRow> _rows = [];
    private readonly List<OpenSlice> _open = [];
    private readonly List<DayRange> _changed = [];
    private int _written;
    private bool _knowsBefore;
    private bool _beginsSeries;

    /// <summary>The slices as they are now.</summary>
    public SeriesSlices Slices { get; } = new(table, symbol);

    /// <summary>How many rows are at hand.</summary>
    public int Held => _rows.Count;

    /// <summary>Puts computed days into a slice. Slices come in order.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="changed">The days that were computed, in order; none where only the boundary has moved.</param>
    /// <param name="newer">Their candles, in order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PutAsync(int slice, IReadOnlyList<DayRange> changed, List<CandleRow> newer, CancellationToken cancellationToken)
    {
        await ReadOnAsync(slice, cancellationToken);
        var rows = SliceRows.Splice(await Slices.ReadAsync(slice, cancellationToken), changed, newer);
        SliceRows.Close(CollectionsMarshal.AsSpan(rows), _interval, boundary);
        if (_open.Count == 0)
            await ReadBackAsync(slice, rows, changed, cancellationToken);

        _rows.AddRange(rows);
        _changed.AddRange(changed);
        _open.Add(new OpenSlice(slice, rows.Count, IsChanged: true));
        while (_open.Count > 0 && _rows.Count - _written - _open[0].Count >= SeriesMarks.Reach)
            await WriteFirstAsync(endsSeries: false, cancellationToken);
    }

    /// <summary>Writes what is still open. More slices may come; then what is beside them is read again.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await ReadOnAsync(null, cancellationToken);
        await WriteOpenAsync(endsSeries: true, cancellationToken);
        await Slices.WrittenAsync();
    }

    /// <summary>Reads slices after the open ones until their marks are settled, and writes them; or until the next slice to change is reached.</summary>
    private async Task ReadOnAsync(int? upTo, CancellationToken cancellationToken)
    {
        while (_open.Count > 0 && Slices.After(_open[^1].Slice) is { } next && (upTo is null || next < upTo))
        {
            if (RowsAfterChanges() >= Context)
            {
                await WriteOpenAsync(endsSeries: false, cancellationToken);
                return;
            }

            await OpenAsync(next, cancellationToken);
        }
    }

    /// <summary>Reads the slices before one, where their marks or its own can change.</summary>
    private async Task ReadBackAsync(int slice, List<CandleRow> rows, IReadOnlyList<DayRange> changed, CancellationToken cancellationToken)
    {
        var first = slice;
        if (changed.Count > 0 && changed[0].In(CollectionsMarshal.AsSpan(rows)).From < Context)
        {
            for (var count = 0L; count < Context && Slices.Before(first) is { } before; first = before)
                count += (await Slices.FileAsync(before))?.Rows ?? 0;
        }

        _beginsSeries = Slices.Before(first) is null;
        _knowsBefore = _beginsSeries;
        for (int? each = first; each < slice; each = Slices.After(each.Value))
            await OpenAsync(each.Value, cancellationToken);
    }

    private async Task OpenAsync(int slice, CancellationToken cancellationToken)
    {
        var rows = await Slices.ReadAsync(slice, cancellationToken);
        _rows.AddRange(rows);
        _open.Add(new OpenSlice(slice, rows.Length, IsChanged: false));
    }

    private async Task WriteOpenAsync(bool endsSeries, CancellationToken cancellationToken)
    {
        while (_open.Count > 0)
            await WriteFirstAsync(endsSeries, cancellationToken);

        _rows.Clear();
        _changed.Clear();
        _written = 0;
    }

    private async Task WriteFirstAsync(bool endsSeries, CancellationToken cancellationToken)
    {
        var slice = _open[0];
        var (from, to) = (_written, _written + slice.Count);
        var older = slice.IsChanged ? null : _rows[from..to];

        // Marks for which rows are missing to either side stay as they are: what changed is further away than they reach.
        var first = Math.Min(to, _knowsBefore ? from : Math.Max(from, SeriesMarks.Reach));
        var end = Math.Max(first, endsSeries ? to : Math.Min(to, _rows.Count - SeriesMarks.Reach));
        if (first < end || slice.Count == 0)
        {
            await SeriesMarks.MarkAsync(_rows, first, end, _beginsSeries, _changed, dayRow);
            var span = Slicing.DaysOf(_interval, slice.Slice);
            gaps?.Look(
                CollectionsMarshal.AsSpan(_rows), first, end, first == from ? span.Start : _rows[first].OpenTime, end == to ? span.End : _rows[end].OpenTime);
        }

        if (older is null || !CollectionsMarshal.AsSpan(older).SequenceEqual(CollectionsMarshal.AsSpan(_rows)[from..to]))
            await WriteAsync(slice.Slice, from, to, cancellationToken);

        _open.RemoveAt(0);
        _written = to;
        Trim();
    }

    private async Task WriteAsync(int slice, int from, int to, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            await Slices.RemoveAsync(slice);
            return;
        }

        var rows = CollectionsMarshal.AsSpan(_rows)[from..to];
        var (columns, tags) = (CandleColumns.Write(rows), SliceTags.Of(_interval, slice, rows));
        var older = await Slices.FileAsync(slice);
        Slices.Put(
            slice, await files.BeginAsync(table, symbol, Slicing.YearOf(_interval, slice), columns, tags, older, cancellationToken));
    }

    private int RowsAfterChanges() =>
        _changed.Count == 0 ? int.MaxValue : _rows.Count - _changed[^1].In(CollectionsMarshal.AsSpan(_rows)).To;

    private void Trim()
    {
        var surplus = _written - SeriesMarks.Reach;
        if (surplus <= 0)
            return;

        _rows.RemoveRange(0, surplus);
        _written -= surplus;
        _knowsBefore = true;
        _beginsSeries = false;
    }

    private readonly record struct OpenSlice(int Slice, int Count, bool IsChanged);
}
