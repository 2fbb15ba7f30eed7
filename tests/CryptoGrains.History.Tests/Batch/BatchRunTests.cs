using CryptoGrains.History.Archive;
using CryptoGrains.History.Batch;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;

namespace CryptoGrains.History.Tests.Batch;

public sealed class BatchRunTests
{
    [Fact]
    public async Task The_log_keeps_what_is_not_archived_from_the_start_on_and_not_only_from_the_first_run()
    {
        var log = new MemoryLog("one", 3);
        log.Append(SampleTrades.Some(60));
        var tables = new HistoryTables(new MemoryStore(), new ManualClock(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
        using var reader = new HistoryReader(tables);
        using var run = new BatchRun(log, tables, new LogArchive(tables), new HistoryRebuild(tables), reader);

        await run.PrepareAsync(TestContext.Current.CancellationToken);

        for (var partition = 0; partition < log.PartitionCount; partition++)
            Assert.Equal(0, await log.ReadPositionAsync(LogArchive.Reader, partition, TestContext.Current.CancellationToken));
        Assert.Equal(Enumerable.Range(0, 3).Sum(partition => log.Bounds(partition).Next), run.Unarchived);
    }
}
