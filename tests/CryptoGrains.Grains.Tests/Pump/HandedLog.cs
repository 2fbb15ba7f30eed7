using System.Runtime.CompilerServices;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.Grains.Tests.Pump;

/// <summary>A log whose partitions fall to this process, and go to another one, when a test says so.</summary>
internal sealed class HandedLog(ITradeLog log) : ITradeLog
{
    private readonly Dictionary<int, (CancellationTokenSource End, Task Read)> _given = [];
    private Func<int, CancellationToken, Task>? _read;
    private volatile bool _isDead;

    public string Id => log.Id;

    public int PartitionCount => log.PartitionCount;

    /// <summary>How often a position can't be read.</summary>
    public int Refusals { get; set; }

    /// <summary>Has this process read a partition.</summary>
    public void Give(int partition)
    {
        var end = new CancellationTokenSource();
        _given.Add(partition, (end, _read!(partition, end.Token)));
    }

    /// <summary>From now on its process is as dead: it reads nothing more and stores nothing more.</summary>
    public void Die() => _isDead = true;

    /// <summary>Takes a partition away, and waits until it is handed over.</summary>
    public async Task TakeAsync(int partition)
    {
        var (end, read) = _given[partition];
        _given.Remove(partition);
        await end.CancelAsync();
        await read.WaitAsync(TimeSpan.FromSeconds(30));
        end.Dispose();
    }

    public async Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop)
    {
        _read = read;
        told();
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        finally
        {
            foreach (var partition in _given.Keys.ToArray())
                await TakeAsync(partition);
        }
    }

    public int PartitionOf(Instrument instrument) => log.PartitionOf(instrument);

    public ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default) =>
        log.AppendAsync(partition, entries, cancellationToken);

    public async IAsyncEnumerable<LogBatch> ReadAsync(
        int partition, long fromOffset, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var batch in log.ReadAsync(partition, fromOffset, cancellationToken))
        {
            if (_isDead)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            yield return batch;
        }
    }

    public (long First, long Next) Bounds(int partition) => log.Bounds(partition);

    public ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default) => Refusals-- > 0
        ? throw new TradeLogException("The position can't be read today.")
        : log.ReadPositionAsync(reader, partition, cancellationToken);

    public ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default) =>
        _isDead ? throw new TradeLogException("Its process is dead.") : log.StorePositionAsync(reader, partition, nextOffset, cancellationToken);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
