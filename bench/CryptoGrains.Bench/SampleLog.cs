using CryptoGrains.Market;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>Sample trades as a trade log on disk, and what is done with one.</summary>
internal static class SampleLog
{
    private const int BatchRecords = 1_000;

    /// <summary>Opens the log in a folder, or begins one.</summary>
    public static Task<SegmentTradeLog> OpenAsync(string folder, FsyncPolicy fsync, int partitions = 4) =>
        SegmentTradeLog.OpenAsync(folder, new SegmentLogOptions { PartitionCount = partitions, Fsync = fsync });

    /// <summary>The entries of each partition.</summary>
    public static LogEntry[][] Divide(ITradeLog log, IEnumerable<Trade> trades)
    {
        var partitions = Enumerable.Range(0, log.PartitionCount).Select(_ => new List<LogEntry>()).ToArray();
        var partitionOf = new Dictionary<Instrument, int>();
        foreach (var trade in trades)
        {
            if (!partitionOf.TryGetValue(trade.Instrument, out var partition))
                partitionOf.Add(trade.Instrument, partition = log.PartitionOf(trade.Instrument));
            partitions[partition].Add(LogEntry.Of(trade));
        }

        return [.. partitions.Select(entries => entries.ToArray())];
    }

    /// <summary>Appends, each batch acknowledged before the next is sent.</summary>
    public static async Task AppendAsync(ITradeLog log, int partition, LogEntry[] entries, int batchRecords = BatchRecords)
    {
        for (var start = 0; start < entries.Length; start += batchRecords)
            await log.AppendAsync(partition, entries.AsMemory(start, Math.Min(batchRecords, entries.Length - start)));
    }

    /// <summary>Begins a log and fills it.</summary>
    public static async Task WriteAsync(string folder, IEnumerable<Trade> trades)
    {
        await using var log = await OpenAsync(folder, FsyncPolicy.Never);
        await Task.WhenAll(Divide(log, trades).Select((entries, partition) => AppendAsync(log, partition, entries)));
    }

    /// <summary>Reads all that is in the log, every partition at once, and does nothing with it.</summary>
    public static Task<long[]> ReadAsync(ITradeLog log) =>
        Task.WhenAll(Enumerable.Range(0, log.PartitionCount).Select(partition => Task.Run(() => ReadAsync(log, partition))));

    private static async Task<long> ReadAsync(ITradeLog log, int partition)
    {
        var (first, next) = log.Bounds(partition);
        var records = 0L;
        if (first == next)
            return records;

        await foreach (var batch in log.ReadAsync(partition, first))
        {
            records += batch.Entries.Length;
            if (batch.NextOffset == next)
                break;
        }

        return records;
    }
}
