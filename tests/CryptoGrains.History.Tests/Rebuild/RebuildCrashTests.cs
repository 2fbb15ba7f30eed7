using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

public sealed class RebuildCrashTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_write_is_the_last_readers_see_whole_tables_and_the_next_rebuild_completes_them(bool before)
    {
        var writes = 0;
        for (var at = 1; writes == 0 || at <= writes; at++)
        {
            var bench = await ReadyAsync();
            var older = await TablesAsync(bench);
            var count = 0;
            void Count(string name)
            {
                // Once dead, always dead: other threads of the same process write no more either.
                if (Interlocked.Increment(ref count) >= at)
                    throw new InvalidOperationException("The process was killed.");
            }

            bench.Store.BeforeWrite = before ? Count : null;
            bench.Store.AfterWrite = before ? null : Count;
            if (writes == 0)
                writes = await WritesAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => bench.RebuildAsync());
            (bench.Store.BeforeWrite, bench.Store.AfterWrite) = (null, null);

            var found = await TablesAsync(bench);
            await bench.RebuildAsync();
            var newer = await TablesAsync(bench);
            Assert.All(found, pair => Assert.True(pair.Value == older[pair.Key] || pair.Value == newer[pair.Key], pair.Key));
            Assert.Equal(await ExpectedAsync(), newer);
        }
    }

    [Fact]
    public async Task Nothing_is_published_when_it_is_stopped()
    {
        var bench = await ReadyAsync();
        var versions = await bench.VersionsAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bench.Store.BeforeWrite = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new HistoryRebuild(bench.Tables).RunAsync(false, cancellationToken: stop.Token));

        Assert.Equal(versions, await bench.VersionsAsync());
    }

    /// <summary>A history that is computed once, and new trades that are not.</summary>
    private static async Task<RebuildBench> ReadyAsync()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(SampleTrades.Some(60));
        await bench.RebuildAsync();
        await bench.ArchiveAsync(SampleTrades.Some(60, seed: 2).Select(trade => trade with { Id = trade.Id + 1_000 }));
        return bench;
    }

    private static async Task<int> WritesAsync()
    {
        var (bench, count) = (await ReadyAsync(), 0);
        bench.Store.BeforeWrite = _ => Interlocked.Increment(ref count);
        await bench.RebuildAsync();
        return count;
    }

    private static async Task<Dictionary<string, string>> ExpectedAsync()
    {
        var bench = await ReadyAsync();
        await bench.RebuildAsync();
        return await TablesAsync(bench);
    }

    /// <summary>The content of each table as a reader finds it.</summary>
    private static async Task<Dictionary<string, string>> TablesAsync(RebuildBench bench)
    {
        foreach (var interval in Intervals.All)
        {
            foreach (var name in SampleTrades.Names)
                await bench.CandlesAsync(interval, name);
        }

        await bench.GapsAsync();
        await bench.SymbolsAsync();
        return (await bench.ContentAsync())
            .GroupBy(file => file[..file.IndexOf(' ', StringComparison.Ordinal)])
            .ToDictionary(group => group.Key, group => string.Join('\n', group));
    }
}
