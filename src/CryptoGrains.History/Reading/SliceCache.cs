using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Reading;

/// <summary>
/// Decoded slices, bounded by their bytes: the one that was not asked for longest goes first. Data files never change, so what was
/// decoded once stays right. Many who ask for a slice at once have it read once.
/// </summary>
internal sealed class SliceCache(HistoryReaderOptions options, TimeProvider time) : IDisposable
{
    /// <summary>What a kept slice costs beside its rows: key, entry, list node.</summary>
    private const int Overhead = 512;

    private static readonly long RowBytes = System.Runtime.CompilerServices.Unsafe.SizeOf<CandleRow>();

    private readonly Lock _gate = new();
    private readonly Dictionary<SliceKey, LinkedListNode<(SliceKey Key, CandleRow[] Rows)>> _slices = [];
    private readonly LinkedList<(SliceKey Key, CandleRow[] Rows)> _byUse = [];
    private readonly Dictionary<SliceKey, Task<CandleRow[]>> _reading = [];
    private readonly SemaphoreSlim _places = new(options.ConcurrentReads);
    private long _bytes;

    /// <summary>The bytes kept now.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The candles of a file, in order of open time.</summary>
    public ValueTask<CandleRow[]> GetAsync(DeltaTable table, AddFile file, CancellationToken cancellationToken)
    {
        var key = new SliceKey(table.Folder, file.Path);
        Task<CandleRow[]>? reading;
        lock (_gate)
        {
            if (_slices.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                ReadingMetrics.SliceHits.Add(1);
                return new(node.Value.Rows);
            }

            // The reading belongs to all who wait for it, so none of them cancels it; the store's own time limit ends it.
            if (!_reading.TryGetValue(key, out reading))
            {
                ReadingMetrics.SliceMisses.Add(1);
                reading = Task.Run(() => ReadAsync(key, table, file), CancellationToken.None);
                _reading.Add(key, reading);
            }
        }

        return new(reading.WaitAsync(cancellationToken));
    }

    public void Dispose() => _places.Dispose();

    private async Task<CandleRow[]> ReadAsync(SliceKey key, DeltaTable table, AddFile file)
    {
        await _places.WaitAsync();
        try
        {
            var began = time.GetTimestamp();
            var rows = await CandleColumns.ReadAsync(await table.OpenFileAsync(file));
            for (var i = 1; i < rows.Length; i++)
            {
                if (rows[i].OpenTime <= rows[i - 1].OpenTime)
                {
                    throw new DeltaException(
                        $"The candles of {table.Folder}/{file.Path} are not in order of open time: the history did not write this file. "
                        + "Rebuild the table with 'rebuild --full'.");
                }
            }

            ReadingMetrics.SliceSeconds.Record(time.GetElapsedTime(began).TotalSeconds);
            Keep(key, rows);
            return rows;
        }
        finally
        {
            _places.Release();
            lock (_gate)
                _reading.Remove(key);
        }
    }

    private void Keep(SliceKey key, CandleRow[] rows)
    {
        lock (_gate)
        {
            if (CostOf(rows) > options.CacheBytes)
                return;

            _slices.Add(key, _byUse.AddFirst((key, rows)));
            Grow(CostOf(rows));
            while (_bytes > options.CacheBytes)
            {
                var (oldest, given) = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _slices.Remove(oldest);
                Grow(-CostOf(given));
                ReadingMetrics.SliceEvictions.Add(1);
            }
        }
    }

    private void Grow(long bytes)
    {
        _bytes += bytes;
        ReadingMetrics.SliceBytes.Add(bytes);
    }

    private static long CostOf(CandleRow[] rows) => (rows.Length * RowBytes) + Overhead;

    private readonly record struct SliceKey(string Folder, string Path);
}
