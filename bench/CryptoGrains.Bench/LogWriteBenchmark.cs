using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>
/// Appending to the trade log in batches of 1,000, each acknowledged before the next is sent, to one partition. The peer writes
/// as many bytes in as many chunks to a plain file, and forces them to the disk as often.
/// </summary>
internal static class LogWriteBenchmark
{
    private const int BatchRecords = 1_000;

    public static async Task RunAsync()
    {
        await RunAsync("log-write, fsync never", FsyncPolicy.Never, batches: 2_000);
        await RunAsync("log-write, fsync always", FsyncPolicy.EveryCommit, batches: 200);
    }

    private static async Task RunAsync(string name, FsyncPolicy fsync, int batches)
    {
        var entries = SampleTrades.Make(batches * BatchRecords, instruments: 1_000).Select(trade => LogEntry.Of(trade)).ToArray();
        var bytes = 0L;
        await Comparison.RunAsync(
            name,
            "trades",
            async () =>
            {
                (var measured, bytes) = await AppendAsync(entries, fsync);
                return measured;
            },
            "the same bytes to a plain file",
            () => WriteAsync(bytes / batches, batches, force: fsync.IsEveryCommit));
    }

    private static async Task<(Measured Measured, long Bytes)> AppendAsync(LogEntry[] entries, FsyncPolicy fsync)
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(folder.Path, fsync, partitions: 1);
        var measured = await Measured.OfAsync(entries.Length, () => SampleLog.AppendAsync(log, partition: 0, entries, BatchRecords));
        return (measured, folder.Bytes);
    }

    private static async Task<Measured> WriteAsync(long chunkBytes, int chunks, bool force)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(Path.Combine(folder.Path, "plain"), FileMode.CreateNew, FileAccess.Write);
        var chunk = new byte[chunkBytes];
        Random.Shared.NextBytes(chunk);
        return await Measured.OfAsync((long)chunks * BatchRecords, () =>
        {
            for (var i = 0; i < chunks; i++)
            {
                RandomAccess.Write(file, chunk, i * chunkBytes);
                if (force)
                    RandomAccess.FlushToDisk(file);
            }

            return Task.CompletedTask;
        });
    }
}
