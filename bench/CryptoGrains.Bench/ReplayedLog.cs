using CryptoGrains.Streams;
using Instrument = CryptoGrains.Market.Instrument;

namespace CryptoGrains.Bench;

/// <summary>A log that is read from its beginning by whoever opens it: nobody's position is remembered, and nobody shares it.</summary>
internal sealed class ReplayedLog(ITradeLog log) : ITradeLog
{
    public string Id => log.Id;

    public int PartitionCount => log.PartitionCount;

    public int PartitionOf(Instrument instrument) => log.PartitionOf(instrument);

    public ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default) =>
        log.AppendAsync(partition, entries, cancellationToken);

    public IAsyncEnumerable<LogBatch> ReadAsync(int partition, long fromOffset, CancellationToken cancellationToken = default) =>
        log.ReadAsync(partition, Math.Max(fromOffset, log.Bounds(partition).First), cancellationToken);

    public (long First, long Next) Bounds(int partition) => log.Bounds(partition);

    public ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default) => new((long?)null);

    public ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default) => default;

    public Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop) =>
        WholeLog.ReadAsync(PartitionCount, read, told, stop);

    public ValueTask DisposeAsync() => default;
}
