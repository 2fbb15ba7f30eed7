using System.Runtime.InteropServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Merges the sources of one series into its slices, one slice in memory at a time.</summary>
internal sealed class SeriesMerge(PendingSlices slices, Instrument instrument, KlineInterval interval, bool replace)
{
    private readonly SeriesTally _tally = new(instrument, interval);
    private SliceState? _open;

    /// <summary>Brings in a source.</summary>
    public async Task AddAsync(KlineSource source, CancellationToken cancellationToken)
    {
        _tally.Begin();
        foreach (var (year, rows) in await ReadAsync(source, cancellationToken))
        {
            var state = await OpenAsync(year, cancellationToken);
            state.Merge(CollectionsMarshal.AsSpan(rows), replace, _tally);
        }
    }

    /// <summary>Ends it.</summary>
    public async Task<KlineSeriesReport> FinishAsync(CancellationToken cancellationToken)
    {
        await CloseAsync(cancellationToken);
        return _tally.ToReport();
    }

    private async Task<SortedDictionary<int, List<CandleRow>>> ReadAsync(KlineSource source, CancellationToken cancellationToken)
    {
        var years = new SortedDictionary<int, List<CandleRow>>();
        await foreach (var batch in source.Read(cancellationToken).WithCancellation(cancellationToken))
        {
            foreach (var reason in batch.Unreadable)
                _tally.Refuse(reason);
            foreach (var kline in batch.Rows)
            {
                if (ImportedRow.TryMake(kline, interval, out var row) is { } reason)
                {
                    _tally.Refuse($"{source.Name}, open time {kline.OpenTime.Microseconds} µs: {reason}");
                    continue;
                }

                var year = KlineSlice.YearOf(row.OpenTime);
                if (!years.TryGetValue(year, out var rows))
                    years.Add(year, rows = []);
                rows.Add(row);
            }
        }

        return years;
    }

    private async Task<SliceState> OpenAsync(int year, CancellationToken cancellationToken)
    {
        if (_open is { } open && open.Slice.Year == year)
            return open;

        await CloseAsync(cancellationToken);
        return _open = await slices.ReadAsync(new KlineSlice(instrument, interval, year), cancellationToken);
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (_open is not { } open)
            return;

        _tally.Finish(open.Slice.Year, open.Rows);
        await slices.WriteAsync(open, cancellationToken);
        _open = null;
    }
}
