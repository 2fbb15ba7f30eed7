using CryptoGrains.History.Archive;
using CryptoGrains.Market;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Tests.Archive;

public sealed class BoundaryTests
{
    private static readonly Timestamp Noon = SampleTrades.Midnight + TimeSpan.FromHours(12);

    private readonly ArchiveBench _bench = new();

    [Fact]
    public async Task It_is_the_least_clock_less_what_live_waits_for_cut_to_the_minute()
    {
        _bench.Log.Mark("BINANCE", Noon + TimeSpan.FromSeconds(90));
        _bench.Log.Append(1, LogEntry.Clock("BINANCE", Noon + TimeSpan.FromHours(1)));
        _bench.Log.Append(1, LogEntry.Clock("BINANCE", Noon));

        await _bench.RunAsync();

        // 12:01:30 − 2 s − 15 min = 11:46:28.
        Assert.Equal(Noon - TimeSpan.FromMinutes(14), await BoundaryAsync("BINANCE"));
        Assert.Null(await BoundaryAsync("KRAKEN"));
    }

    [Fact]
    public async Task While_a_partition_has_no_clock_nothing_is_known()
    {
        _bench.Log.Append(0, LogEntry.Clock("BINANCE", Noon));
        _bench.Log.Append(1, LogEntry.Clock("BINANCE", Noon));
        _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.Zero));

        await _bench.RunAsync();

        Assert.Null(await BoundaryAsync("BINANCE"));
    }

    [Fact]
    public async Task Clocks_alone_are_committed_when_they_move_it_and_only_then()
    {
        _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.Zero));
        _bench.Log.Mark("BINANCE", Noon + TimeSpan.FromSeconds(2));
        await _bench.RunAsync();
        var version = (await _bench.LatestAsync()).Version;

        _bench.Log.Mark("BINANCE", Noon + TimeSpan.FromSeconds(30));
        Assert.Equal(0, (await _bench.RunAsync()).Commits);
        Assert.Equal(Noon - TimeSpan.FromMinutes(15), await BoundaryAsync("BINANCE"));

        _bench.Log.Mark("BINANCE", Noon + TimeSpan.FromSeconds(70));
        Assert.Equal(1, (await _bench.RunAsync()).Commits);
        Assert.Equal(Noon - TimeSpan.FromMinutes(14), await BoundaryAsync("BINANCE"));
        Assert.Equal(0, (await _bench.RunAsync()).Commits);
        Assert.Equal(version + 1, (await _bench.LatestAsync()).Version);
        Assert.Single((await _bench.LatestAsync()).Files);
    }

    [Fact]
    public async Task The_trades_before_it_are_archived_whichever_commit_is_looked_at()
    {
        // Many small commits: none may know a clock of one partition before the trades of another that were there at that clock.
        for (var minute = 0; minute < 60; minute++)
        {
            for (var i = 0; i < 20; i++)
                _bench.Log.Append(SampleTrades.Of(SampleTrades.Names[i % 4], (minute * 20) + i, TimeSpan.FromSeconds((minute * 60) + (i * 3))));
            _bench.Log.Mark("BINANCE", SampleTrades.Midnight + TimeSpan.FromMinutes(minute + 1));
        }

        var commits = (await _bench.RunAsync()).Commits;

        Assert.True(commits > 5, $"{commits} commits are too few to show anything.");
        for (var version = 0; version < commits; version++)
        {
            var snapshot = (await _bench.Tables.Trades.AtAsync(version, TestContext.Current.CancellationToken))!;
            if (ArchivedTrades.BoundaryOf(snapshot, "BINANCE") is not { } boundary)
                continue;

            var there = (await StoredTrade.ReadAsync(_bench.Tables.Trades, snapshot)).Where(row => row.Time < boundary.Microseconds);
            Assert.Equal(_bench.Expected().Where(row => row.Time < boundary.Microseconds), there);
        }
    }

    [Fact]
    public async Task A_new_log_tells_as_soon_as_it_knows_the_venue_and_the_old_one_until_then()
    {
        _bench.Log.Mark("BINANCE", Noon);
        _bench.Log.Mark("KRAKEN", Noon);
        await _bench.RunAsync();
        var old = await BoundaryAsync("BINANCE");

        _bench.Log = new MemoryLog("another", 2);
        _bench.Log.Append(0, LogEntry.Clock("BINANCE", Noon + TimeSpan.FromHours(1)));
        _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.Zero));
        await _bench.RunAsync();
        Assert.Equal(old, await BoundaryAsync("BINANCE"));

        _bench.Log.Append(1, LogEntry.Clock("BINANCE", Noon + TimeSpan.FromHours(1)));
        await _bench.RunAsync();
        Assert.Equal(old + TimeSpan.FromHours(1), await BoundaryAsync("BINANCE"));
        Assert.Equal(old, await BoundaryAsync("KRAKEN"));
    }

    private async Task<Timestamp?> BoundaryAsync(string venue) =>
        await _bench.Tables.Trades.LatestAsync(cancellationToken: TestContext.Current.CancellationToken) is { } snapshot
            ? ArchivedTrades.BoundaryOf(snapshot, venue)
            : null;
}
