using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>A history that is computed once, and the run that crashes: more trades to archive, small files to compact, tables to rebuild.</summary>
internal static class CrashedHistory
{
    private static readonly string[] Venues = ["BINANCE", "KRAKEN"];

    // Three small files or more make a day's compaction; a checkpoint at every commit has every table write one.
    private static readonly ArchiveOptions Archiving = new() { TradesAtOnce = 20, SmallFiles = 3, FileRows = 400, FilesAtOnce = 4 };
    private static readonly DeltaOptions Keeping = new() { CheckpointEvery = 1 };
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The tables as a process opens them.</summary>
    public static HistoryTables Open(IBlobStore store) => new(store, new ManualClock(Now), Keeping);

    /// <summary>The tables long after: all versions but the newest are out of date.</summary>
    public static HistoryTables OpenLater(IBlobStore store) =>
        new(store, new ManualClock(DateTimeOffset.UtcNow.AddDays(1)), Keeping with { KeepVersionsFor = TimeSpan.FromMilliseconds(1) });

    /// <summary>The trade log, the same in every process; its first half is what the history starts with.</summary>
    public static MemoryLog Log(bool whole = true)
    {
        var log = new MemoryLog("one", partitions: 2);
        Append(log, seed: 1, firstId: 0);
        if (whole)
            Append(log, seed: 2, firstId: 1_000);
        return log;
    }

    /// <summary>The history before the run, in memory.</summary>
    public static async Task<MemoryStore> PrepareAsync(CancellationToken cancellationToken)
    {
        var store = new MemoryStore();
        await ArchiveAsync(store, Log(whole: false), cancellationToken);
        await RebuildAsync(store, cancellationToken);
        return store;
    }

    /// <summary>The run, on tables opened anew.</summary>
    public static async Task RunAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        await ArchiveAsync(store, Log(), cancellationToken);
        await RebuildAsync(store, cancellationToken);
    }

    /// <summary>The run's first half: archive and compaction.</summary>
    public static async Task ArchiveAsync(IBlobStore store, MemoryLog log, CancellationToken cancellationToken)
    {
        var archive = new LogArchive(Open(store), Archiving);
        await archive.RunAsync(log, cancellationToken: cancellationToken);
        await archive.CompactAsync(cancellationToken: cancellationToken);
    }

    /// <summary>The run's second half.</summary>
    public static Task<RebuildResult> RebuildAsync(IBlobStore store, CancellationToken cancellationToken) =>
        new HistoryRebuild(Open(store)).RunAsync(full: false, cancellationToken: cancellationToken);

    private static void Append(MemoryLog log, int seed, long firstId)
    {
        var trades = SampleTrades.Some(80, seed)
            .Where(trade => trade.Instrument.Name is "BINANCE:BTCUSDT" or "KRAKEN:XBTUSD")
            .Select(trade => trade with { Id = trade.Id + firstId })
            .ToList();
        log.Append(trades);

        // The run closes days that were open before, so that every table has something new.
        foreach (var venue in Venues)
            log.Mark(venue, trades.Max(trade => trade.EventTime) + TimeSpan.FromDays(firstId == 0 ? 0 : 2));
    }
}
