using CryptoGrains.Market;

namespace CryptoGrains.Streams;

/// <summary>
/// The trade log: what every view is computed from. Records are ordered within a partition, kept for a bounded time, and read
/// from any offset. An instrument's records are all in one partition.
/// </summary>
public interface ITradeLog : IAsyncDisposable
{
    /// <summary>
    /// What tells this log from every other, for positions that are kept outside of it: drawn when the log is first made, and the same
    /// for as long as its offsets are. Letters, digits, <c>-</c> and <c>_</c>.
    /// </summary>
    string Id { get; }

    /// <summary>The number of partitions, fixed when the log is first made.</summary>
    int PartitionCount { get; }

    /// <summary>The partition of an instrument: the same on every machine and in every run.</summary>
    int PartitionOf(Instrument instrument);

    /// <summary>
    /// Appends records to a partition in order. Trades must belong there by <see cref="PartitionOf"/>; the offsets they bring are
    /// not looked at. The memory must stay as it is until the call has ended.
    /// </summary>
    /// <returns>
    /// The offset of the first record, once all of them are as durable as the log's policy says. The others follow it one by one, unless other
    /// processes write to the log too: theirs may lie between.
    /// </returns>
    /// <exception cref="TradeLogException">They could not be written, and none of them is acknowledged: the sentence says why.</exception>
    ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a partition from an offset on, and goes on with what is appended later until it is cancelled. Only what is
    /// acknowledged is read. An offset that retention has passed starts at the oldest record, with the loss in the first batch.
    /// A batch's entries are valid until the next batch is asked for: their memory is used again.
    /// </summary>
    /// <exception cref="TradeLogException">The offset lies beyond the end: the position is not from this log, or the log lost its end.</exception>
    IAsyncEnumerable<LogBatch> ReadAsync(int partition, long fromOffset, CancellationToken cancellationToken = default);

    /// <summary>The offset of the oldest record that is kept, and the one after the newest that is acknowledged.</summary>
    (long First, long Next) Bounds(int partition);

    /// <summary>The offset at which a reader goes on in a partition, or null where it has never stored one.</summary>
    ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores, durably, the offset at which a reader goes on in a partition. A process that shares the partitions stores for its own.
    /// </summary>
    /// <exception cref="TradeLogException">It could not be stored, or the partition has gone to another process.</exception>
    ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default);

    /// <summary>
    /// Shares the partitions among all processes that read under one name. Calls <paramref name="read"/> for each partition that falls to
    /// this process, cancels it when the partition is to go to another one or when <paramref name="stop"/> is cancelled, and hands the
    /// partition over when that call has ended, or has taken longer than the log can wait.
    /// </summary>
    /// <param name="reader">The name, that of the positions too.</param>
    /// <param name="read">Reads a partition until it is cancelled. What it stores before it ends is where the next process goes on.</param>
    /// <param name="told">
    /// Called once, when this process knows its first share, be it nothing, and <paramref name="read"/> has been called for all of it.
    /// </param>
    /// <param name="stop">Ends the share.</param>
    /// <exception cref="TradeLogException">This process can't take part: the sentence says why.</exception>
    Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop);
}
