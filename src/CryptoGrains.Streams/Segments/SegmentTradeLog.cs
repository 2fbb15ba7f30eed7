using System.Runtime.CompilerServices;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Streams.Segments;

/// <summary>
/// The trade log in a folder of this machine: segment files for each partition, and one process that has them open.
/// docs/formats/trade-log.md describes the files.
/// </summary>
public sealed class SegmentTradeLog : ITradeLog
{
    private static readonly TimeSpan RetentionPeriod = TimeSpan.FromMinutes(1);

    private readonly Partition[] _partitions;
    private readonly ReaderPositions _positions;
    private readonly Retention _retention;
    private readonly ILogger _logger;
    private readonly IDisposable _lock;
    private readonly List<ITimer> _timers = [];
    private bool _disposed;

    private SegmentTradeLog(
        string id,
        Partition[] partitions,
        ReaderPositions positions,
        SegmentLogOptions options,
        TimeProvider time,
        ILogger logger,
        IDisposable held)
    {
        Id = id;
        _partitions = partitions;
        _positions = positions;
        _lock = held;
        _logger = logger;
        _retention = new Retention(partitions, positions, options, time);
        foreach (var partition in partitions)
        {
            partition.SegmentBegun = ApplyRetention;
            partition.Start();
        }

        _timers.Add(time.CreateTimer(_ => ApplyRetention(), state: null, RetentionPeriod, RetentionPeriod));
        if (options.Fsync.Period is { } period)
            _timers.Add(time.CreateTimer(_ => AskFlush(), state: null, period, period));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public int PartitionCount => _partitions.Length;

    /// <summary>Opens the log in a folder, and makes it where there is none. Opening mends what a crash has left.</summary>
    /// <param name="folder">The log's folder. Nothing else should be in it.</param>
    /// <param name="options">How the log is kept. A log that exists keeps its own number of partitions.</param>
    /// <param name="time">The clock of retention and of <see cref="FsyncPolicy.Interval"/>; the system's if it is left out.</param>
    /// <param name="logger">Where cuts, damages and failed writes are told.</param>
    /// <exception cref="TradeLogException">The folder is in use, or is not a log that this version can read.</exception>
    /// <exception cref="ArgumentException">An option can't be used.</exception>
    public static Task<SegmentTradeLog> OpenAsync(
        string folder, SegmentLogOptions options, TimeProvider? time = null, ILogger<SegmentTradeLog>? logger = null)
    {
        options.Validate();
        var path = Path.GetFullPath(folder);
        return Task.Run(() => Open(path, options, time ?? TimeProvider.System, logger ?? NullLogger<SegmentTradeLog>.Instance));
    }

    /// <inheritdoc/>
    public int PartitionOf(Instrument instrument) => Partitioning.PartitionOf(instrument, PartitionCount);

    /// <inheritdoc/>
    /// <remarks>
    /// Cancelling gives up the wait for room in the queue. Once the records are queued, the call ends when they are written or refused.
    /// </remarks>
    /// <exception cref="ArgumentException">A record has no name, or belongs to another partition.</exception>
    public async ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        var target = At(partition);
        if (entries.IsEmpty)
            return target.View.Next;

        this.Check(partition, entries.Span);
        return await target.AppendAsync(entries, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The log was closed while it was read.</exception>
    public IAsyncEnumerable<LogBatch> ReadAsync(int partition, long fromOffset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        return ReadAsync(At(partition), fromOffset, cancellationToken);
    }

    /// <inheritdoc/>
    public (long First, long Next) Bounds(int partition)
    {
        var view = At(partition).View;
        return (view.First, view.Next);
    }

    /// <inheritdoc/>
    public ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default)
    {
        var number = At(partition).Number;
        return ValueTask.FromResult(_positions.Of(reader, number));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The offset lies beyond the end of the log.</exception>
    public ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nextOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nextOffset, At(partition).View.Next);
        return new ValueTask(Task.Run(() => _positions.Store(reader, partition, nextOffset), cancellationToken));
    }

    /// <inheritdoc/>
    public Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop) =>
        WholeLog.ReadAsync(PartitionCount, read, told, stop);

    /// <summary>Writes what is queued, forces it to the disk by the policy, and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, value: true))
            return;

        foreach (var timer in _timers)
            await timer.DisposeAsync();
        foreach (var partition in _partitions)
            await partition.DisposeAsync();
        _lock.Dispose();
    }

    private static SegmentTradeLog Open(string folder, SegmentLogOptions options, TimeProvider time, ILogger logger)
    {
        DurableFile.MakeFolder(folder, force: true);
        var held = FolderLock.Take(folder);
        try
        {
            var (partitionCount, id) = LogManifest.OpenOrCreate(folder, options.PartitionCount);
            if (partitionCount != options.PartitionCount)
            {
                logger.LogWarning(
                    "The trade log in {Folder} was made with {Stored} partitions and keeps them; {Asked} were asked for.",
                    folder, partitionCount, options.PartitionCount);
            }

            var positions = new ReaderPositions(Path.Combine(folder, "readers"), force: options.Fsync != FsyncPolicy.Never);
            var partitions = new Partition[partitionCount];
            for (var i = 0; i < partitions.Length; i++)
            {
                var path = Path.Combine(folder, LogManifest.PartitionFolder(i));
                partitions[i] = new Partition(i, path, positions.RangeOf(i)?.Greatest ?? 0, options, time, logger);
            }

            return new SegmentTradeLog(id, partitions, positions, options, time, logger, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static async IAsyncEnumerable<LogBatch> ReadAsync(
        Partition partition, long fromOffset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new PartitionReader(partition, fromOffset);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(partition.IsClosed, typeof(SegmentTradeLog));
            var changed = partition.Changed.Next;
            if (reader.TryRead() is { } batch)
                yield return batch;
            else
                await changed.WaitAsync(cancellationToken);
        }
    }

    private Partition At(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, PartitionCount);
        return _partitions[partition];
    }

    private void ApplyRetention()
    {
        try
        {
            _retention.Apply();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogError(exception, "Retention of the trade log could not drop a segment; it is tried again in a minute.");
        }
    }

    private void AskFlush()
    {
        foreach (var partition in _partitions)
            partition.AskFlush();
    }
}
