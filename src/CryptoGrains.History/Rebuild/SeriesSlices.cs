using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Rebuild;

/// <summary>The slices of one instrument in one table: those that are there, and in their place those that are being written.</summary>
internal sealed class SeriesSlices
{
    private readonly DerivedTable _table;
    private readonly SortedList<int, Task<AddFile>> _files = [];

    public SeriesSlices(DerivedTable table, string symbol)
    {
        _table = table;
        foreach (var (slice, file) in table.SlicesOf(symbol))
            _files.Add(slice, Task.FromResult(file));
    }

    /// <summary>The slices, in order.</summary>
    public IEnumerable<int> All => _files.Keys;

    /// <summary>Whether there is a slice.</summary>
    public bool Has(int slice) => _files.ContainsKey(slice);

    /// <summary>A slice's file, once it is written; null where there is none.</summary>
    public async ValueTask<AddFile?> FileAsync(int slice) => _files.TryGetValue(slice, out var file) ? await file : null;

    /// <summary>A slice's candles; none where it is not there.</summary>
    public async ValueTask<CandleRow[]> ReadAsync(int slice, CancellationToken cancellationToken) =>
        await FileAsync(slice) is { } file ? await SliceRows.ReadAsync(_table.Table, file, cancellationToken) : [];

    /// <summary>The open times of a slice's candles.</summary>
    public async ValueTask<long[]> ReadOpenTimesAsync(int slice, CancellationToken cancellationToken) =>
        await FileAsync(slice) is { } file ? await SliceRows.ReadOpenTimesAsync(_table.Table, file, cancellationToken) : [];

    /// <summary>Has a file that is being written take a slice's place.</summary>
    public void Put(int slice, Task<AddFile> file) => _files[slice] = file;

    /// <summary>Takes a slice out, for it has no rows.</summary>
    public async ValueTask RemoveAsync(int slice)
    {
        if (!_files.Remove(slice, out var file))
            return;
        _table.Replace(await file, null);
    }

    /// <summary>The first slice after one; null where there is none.</summary>
    public int? After(int slice)
    {
        var at = FirstAt(slice + 1);
        return at < _files.Count ? _files.Keys[at] : null;
    }

    /// <summary>The last slice before one; null where there is none.</summary>
    public int? Before(int slice)
    {
        var at = FirstAt(slice);
        return at > 0 ? _files.Keys[at - 1] : null;
    }

    /// <summary>Waits until all are written.</summary>
    public Task WrittenAsync() => Task.WhenAll(_files.Values);

    private int FirstAt(int slice)
    {
        var at = 0;
        while (at < _files.Count && _files.Keys[at] < slice)
            at++;
        return at;
    }
}
