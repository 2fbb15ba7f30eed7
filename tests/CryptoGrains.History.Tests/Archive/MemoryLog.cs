using System.Runtime.CompilerServices;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Tests.Archive;

/// <summary>A trade log in memory, whose records a test can drop.</summary>
internal sealed class MemoryLog(string id, int partitions) : ITradeLog
{
    private const int BatchRecords = 7;

    private readonly List<LogEntry>[] _entries = [.. Enumerable.Range(0, partitions).Select(_ => new List<LogEntry>())];
    private readonly long[] _first = new long[partitions];
    private readonly Dictionary<(string Reader, int Partition), long> _positions = [];

    public string Id => id;

    public int PartitionCount => partitions;

    /// <summary>Every trade, with its partition.</summary>
    public IEnumerable<(int Partition, Trade Trade)> Trades => _entries
        .SelectMany((entries, partition) => entries.Where(entry => !entry.IsClock).Select(entry => (partition, entry.Trade)));

    public int PartitionOf(Instrument instrument) => Partitioning.PartitionOf(instrument, partitions);

    public void Append(params IEnumerable<Trade> trades)
    {
        foreach (var trade in trades)
            Append(PartitionOf(trade.Instrument), LogEntry.Of(trade));
    }

    /// <summary>Marks a venue's clock in all partitions.</summary>
    public void Mark(string venue, Timestamp time)
    {
        for (var partition = 0; partition < partitions; partition++)
            Append(partition, LogEntry.Clock(venue, time));
    }

    public void Append(int partition, LogEntry entry) => _entries[partition].Add(entry.At(_entries[partition].Count));

    /// <summary>Drops what is before an offset.</summary>
    public void Drop(int partition, long before) => _first[partition] = before;

    public ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        var first = _entries[partition].Count;
        foreach (var entry in entries.ToArray())
            Append(partition, entry);
        return ValueTask.FromResult((long)first);
    }

    public async IAsyncEnumerable<LogBatch> ReadAsync(
        int partition, long fromOffset, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        LogLoss? lost = fromOffset < _first[partition] ? new LogLoss(fromOffset, _first[partition], "it was dropped.") : null;
        var memory = new LogEntry[BatchRecords];
        for (var at = (int)Math.Max(fromOffset, _first[partition]); at < _entries[partition].Count;)
        {
            var count = Math.Min(BatchRecords, _entries[partition].Count - at);
            _entries[partition].CopyTo(at, memory, 0, count);
            at += count;
            yield return new LogBatch(partition, memory.AsMemory(0, count), at, lost);
            lost = null;
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public (long First, long Next) Bounds(int partition) => (_first[partition], _entries[partition].Count);

    public ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default)
    {
        lock (_positions)
            return ValueTask.FromResult(_positions.TryGetValue((reader, partition), out var position) ? position : (long?)null);
    }

    public ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default)
    {
        lock (_positions)
            _positions[(reader, partition)] = nextOffset;
        return ValueTask.CompletedTask;
    }

    public Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop) =>
        WholeLog.ReadAsync(PartitionCount, read, told, stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
