using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.History.Verify;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;
using Interval = CryptoGrains.Market.Interval;

namespace CryptoGrains.History.Tests.Rebuild;

public sealed class HistoryRebuildTests
{
    private static readonly Timestamp Monday = Timestamp.From(new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_computed_in_parts_is_what_is_computed_at_once() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => PartsEqualWholeAsync(seed, inOrder: true).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Ids_that_do_not_rise_with_time_change_nothing_of_that() =>
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => PartsEqualWholeAsync(seed, inOrder: false).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public async Task Candles_are_what_their_trades_say()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(SampleTrades.Some(2_000));
        await bench.RebuildAsync();

        foreach (var name in SampleTrades.Names)
        {
            foreach (var interval in Intervals.All)
            {
                var expected = NaiveCandles.Of(bench.Log.Trades.Select(each => each.Trade), name, interval);
                Assert.Equal(expected, NaiveCandles.Numbers(await bench.CandlesAsync(interval, name)));
            }
        }
    }

    [Fact]
    public async Task A_second_rebuild_writes_nothing_and_commits_nothing()
    {
        var bench = await SomeHistoryAsync();
        var (blobs, versions) = (bench.Store.Names, await bench.VersionsAsync());

        var result = await bench.RebuildAsync();

        Assert.Equal((0, 0), (result.FilesWritten, result.Commits.Count));
        Assert.Equal(blobs, bench.Store.Names);
        Assert.Equal(versions, await bench.VersionsAsync());
    }

    [Fact]
    public async Task A_full_rebuild_comes_out_as_it_was_and_writes_nothing()
    {
        var bench = await SomeHistoryAsync();
        var blobs = bench.Store.Names;

        var result = await bench.RebuildAsync(full: true);

        Assert.Equal((0, 0), (result.FilesWritten, result.Commits.Count));
        Assert.True(result.FilesKept > 0 && result.Days > 0);
        Assert.Equal(blobs, bench.Store.Names);
    }

    [Fact]
    public async Task Deleted_tables_come_out_byte_for_byte_as_they_were()
    {
        var bench = await SomeHistoryAsync();
        var copy = await bench.WithoutDerivedAsync();

        await copy.RebuildAsync();

        Assert.Equal(await bench.ContentAsync(), await copy.ContentAsync());
    }

    [Fact]
    public async Task Compaction_of_the_archive_asks_for_no_commit()
    {
        var bench = new RebuildBench();
        foreach (var trades in SampleTrades.Some(600).Chunk(30))
            await bench.ArchiveAsync(trades);
        await bench.RebuildAsync();
        var version = (await RebuildBench.LatestAsync(bench.Tables.Trades)).Version;
        await bench.CompactAsync();
        Assert.NotEqual(version, (await RebuildBench.LatestAsync(bench.Tables.Trades)).Version);

        var result = await bench.RebuildAsync();

        Assert.Equal((0L, 0, 0), (result.Days, result.FilesWritten, result.Commits.Count));
    }

    [Fact]
    public async Task A_trade_that_comes_a_day_late_corrects_its_candles_and_the_older_version_keeps_the_older_numbers()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0), Trade(2, 61), Trade(4, 26 * 3_600));
        await bench.MoveBoundaryAsync(Monday + TimeSpan.FromDays(3));
        await bench.RebuildAsync();
        var version = (await RebuildBench.LatestAsync(bench.Tables.Candles(Interval.OneMinute))).Version;

        await bench.ArchiveAsync(Trade(3, 70, price: 200));
        var result = await bench.RebuildAsync();

        Assert.Equal(1, result.Days);
        foreach (var interval in Intervals.All)
        {
            var candle = (await bench.CandlesAsync(interval, "SIM:AAA")).Single(row => row.LastTradeId == 3);
            Assert.Equal((1, 200m), (candle.Revision, candle.ToCandle(CandleSource.Batch).Close));
        }

        Assert.Equal([0, 1, 0], (await bench.CandlesAsync(Interval.OneMinute, "SIM:AAA")).Select(row => row.Revision));
        Assert.Equal([100m, 100m, 100m], (await bench.CandlesAsync(Interval.OneMinute, "SIM:AAA", version)).Select(row => row.ToCandle(CandleSource.Batch).Close));
    }

    [Fact]
    public async Task Candles_are_closed_when_the_boundary_has_passed_them_and_not_before()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0), Trade(2, 3_700));
        await bench.RebuildAsync();
        Assert.Equal([false, false], await ClosedAsync(Interval.OneHour));

        await bench.MoveBoundaryAsync(Monday + TimeSpan.FromHours(1));
        await bench.RebuildAsync();
        Assert.Equal([true, false], await ClosedAsync(Interval.OneHour));
        Assert.Equal([false], await ClosedAsync(Interval.OneDay));
        Assert.Empty((await RebuildBench.LatestAsync(bench.Tables.Prophet)).Files);

        await bench.MoveBoundaryAsync(Monday + TimeSpan.FromDays(1));
        var result = await bench.RebuildAsync();
        Assert.Equal(0, result.Days);
        Assert.Equal([true, true], await ClosedAsync(Interval.OneHour));
        Assert.Equal([true], await ClosedAsync(Interval.OneDay));
        Assert.Single((await RebuildBench.LatestAsync(bench.Tables.Prophet)).Files);

        async Task<IEnumerable<bool>> ClosedAsync(Interval interval) => (await bench.CandlesAsync(interval, "SIM:AAA")).Select(row => row.Closed);
    }

    [Fact]
    public async Task The_mean_of_seven_days_is_there_from_the_seventh_day_on()
    {
        var bench = new RebuildBench();
        var first = Timestamp.From(new DateTimeOffset(2025, 12, 10, 0, 0, 0, TimeSpan.Zero));
        await bench.ImportAsync("SIM:AAA", "1d", [.. Enumerable.Range(0, 8).Select(day => Kline(first + TimeSpan.FromDays(day), 100 + (5 * day)))]);

        await bench.RebuildAsync();

        Assert.Equal([null, null, null, null, null, null, 115.0, 120.0], await bench.DailyAsync("SIM:AAA", "ma7"));
        Assert.Equal([100.0, 105, 110, 115, 120, 125, 130, 135], (await ProphetAsync(bench)).Select(row => row.Y));
    }

    [Fact]
    public async Task Months_and_years_are_files_of_their_own_and_only_those_that_change_are_written()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0), Trade(2, 40 * 86_400), Trade(3, 200 * 86_400));
        await bench.RebuildAsync();
        Assert.Equal(3, (await RebuildBench.LatestAsync(bench.Tables.Candles(Interval.OneMinute))).Files.Count);
        Assert.Equal(2, (await RebuildBench.LatestAsync(bench.Tables.Candles(Interval.OneHour))).Files.Count);

        await bench.ArchiveAsync(Trade(4, 201 * 86_400));
        await bench.ArchiveAsync(Trade(5, 202 * 86_400));
        var older = (await RebuildBench.LatestAsync(bench.Tables.Candles(Interval.FiveMinutes))).Files.Keys;
        await bench.RebuildAsync();

        var newer = (await RebuildBench.LatestAsync(bench.Tables.Candles(Interval.FiveMinutes))).Files.Keys;
        Assert.Single(older.Except(newer));
    }

    [Fact]
    public async Task Instruments_wait_for_each_other_where_memory_does_not_hold_them_all()
    {
        var (whole, narrow) = (new RebuildBench(), new RebuildBench { MostRows = 20 });
        foreach (var bench in new[] { whole, narrow })
        {
            await bench.ArchiveAsync(SampleTrades.Some(1_000));
            await bench.RebuildAsync();
        }

        Assert.Equal(await whole.ContentAsync(), await narrow.ContentAsync());
    }

    [Fact]
    public async Task Two_rebuilds_at_once_make_one_commit_of_each_table()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(SampleTrades.Some(400));

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => bench.RebuildAsync(), Cancel)));

        Assert.All(await bench.VersionsAsync(), version => Assert.Equal(0, version));
        Assert.Equal(9, results.Sum(result => result.Commits.Count));
        Assert.Equal((await bench.ContentAsync()).Count, results.Sum(result => result.FilesWritten));
        var alone = await bench.WithoutDerivedAsync();
        await alone.RebuildAsync();
        Assert.Equal(await alone.ContentAsync(), await bench.ContentAsync());
    }

    [Fact]
    public async Task A_rebuild_that_loses_to_one_that_knew_less_starts_over()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(SampleTrades.Some(200));
        await bench.RebuildAsync();
        var other = Task.CompletedTask;
        await bench.ArchiveAsync(SampleTrades.Some(300, seed: 2));

        // While it writes its first file, another publishes what came before, as one that had read earlier would.
        var isFirst = true;
        bench.Store.BeforeWrite = name =>
        {
            if (!isFirst || !name.StartsWith("candles_1m/symbol", StringComparison.Ordinal))
                return;
            isFirst = false;
            other = CommitNothingAsync(bench);
            other.GetAwaiter().GetResult();
        };
        var result = await bench.RebuildAsync();

        Assert.Equal(2, result.Commits["candles_1m"]);
        Assert.Equal(await CameWithAsync(bench, result), result.FilesWritten);
        var alone = await bench.WithoutDerivedAsync();
        await alone.RebuildAsync();
        Assert.Equal(
            await NumbersAsync(alone, Interval.OneMinute, SampleTrades.Names[0]), await NumbersAsync(bench, Interval.OneMinute, SampleTrades.Names[0]));
    }

    [Fact]
    public async Task A_rollback_of_the_trades_takes_their_candles_back()
    {
        var bench = new RebuildBench();
        var before = await RollTradesBackAsync(bench);

        await bench.RebuildAsync();

        Assert.Equal(before, await bench.ContentAsync());
    }

    [Fact]
    public async Task A_rollback_that_the_log_no_longer_tells_of_takes_its_candles_back_all_the_same()
    {
        var bench = new RebuildBench();
        var before = await RollTradesBackAsync(bench);
        bench.Clock.Now += TimeSpan.FromDays(30);
        await bench.Tables.Trades.VacuumAsync(Cancel);

        await bench.RebuildAsync();

        Assert.Equal(before, await bench.ContentAsync());
    }

    [Fact]
    public async Task What_a_rollback_took_away_is_computed_again_though_its_files_were_collected_already()
    {
        var bench = new RebuildBench();
        var before = await RollTradesBackAsync(bench);

        // The log is whole: so it is where another tool collects.
        var kept = (await RebuildBench.LatestAsync(bench.Tables.Trades)).Files.Keys.Select(path => $"{TableNames.Trades}/{path}");
        var gone = bench.Store.Names.Where(name => name.StartsWith($"{TableNames.Trades}/date=", StringComparison.Ordinal)).Except(kept).ToList();
        Assert.Equal(2, gone.Count);
        foreach (var file in gone)
            await bench.Store.DeleteAsync(file, Cancel);

        await bench.RebuildAsync();

        Assert.Equal(before, await bench.ContentAsync());
    }

    [Fact]
    public async Task A_table_that_was_rolled_back_is_brought_forward_again()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0));
        await bench.RebuildAsync();
        await bench.ArchiveAsync(Trade(2, 100), Trade(3, 40 * 86_400));
        await bench.RebuildAsync();
        var content = await bench.ContentAsync();
        await bench.Tables.Candles(Interval.OneHour).RestoreAsync(0, Cancel);

        var result = await bench.RebuildAsync();

        Assert.Equal([TableNames.Candles(Interval.OneHour)], result.Commits.Keys);
        Assert.Equal(content, await bench.ContentAsync());
    }

    /// <summary>
    /// Brings trades of a day, then of the same day, another instrument and another year, and rolls the second lot back, each with its rebuild but the last.
    /// </summary>
    /// <returns>What the tables held before the second lot.</returns>
    private static async Task<List<string>> RollTradesBackAsync(RebuildBench bench)
    {
        await bench.ArchiveAsync(Trade(1, 0));
        await bench.RebuildAsync();
        var before = await bench.ContentAsync();
        await bench.ArchiveAsync(Trade(2, 100), Trade(2, 100) with { Instrument = Instrument.Parse("SIM:ETHUSDT") }, Trade(3, 400 * 86_400));
        await bench.RebuildAsync();
        await bench.Tables.Trades.RestoreAsync(0, Cancel);
        return before;
    }

    private static async Task PartsEqualWholeAsync(int seed, bool inOrder)
    {
        var bench = new RebuildBench { MostRows = seed % 2 == 0 ? 1_000_000 : 50 };
        var history = new SimulatedHistory(seed, inOrder);
        var random = new Random(seed);
        for (var step = 0; step < 12; step++)
        {
            await history.StepAsync(bench);
            if (random.Next(3) == 0)
                await bench.RebuildAsync();
        }

        await bench.RebuildAsync();
        var (gaps, content) = (await bench.GapsAsync(), await bench.ContentAsync());
        await bench.RebuildAsync(full: true);
        Assert.Equal(gaps, await bench.GapsAsync());
        Assert.Equal(content, await bench.ContentAsync());

        var whole = await bench.WithoutDerivedAsync();
        await whole.RebuildAsync();
        foreach (var name in SimulatedHistory.Names)
        {
            foreach (var interval in Intervals.All)
            {
                Assert.Equal(
                    (await whole.CandlesAsync(interval, name)).Select(row => row with { Revision = 0 }),
                    (await bench.CandlesAsync(interval, name)).Select(row => row with { Revision = 0 }));
            }
        }

        Assert.Equal(await whole.GapsAsync(), await bench.GapsAsync());
        Assert.Equal(await whole.SymbolsAsync(), await bench.SymbolsAsync());
        if ((await bench.VersionsAsync()).TrueForAll(version => version >= 0))
            Assert.Empty((await new HistoryVerify(bench.Tables).RunAsync(cancellationToken: Cancel)).Differences);
    }

    /// <summary>How many files the versions that a rebuild made brought.</summary>
    private static async Task<int> CameWithAsync(RebuildBench bench, RebuildResult result)
    {
        var came = 0;
        foreach (var table in bench.Derived.Where(table => result.Commits.ContainsKey(table.Folder)))
        {
            var version = result.Commits[table.Folder];
            await foreach (var change in table.ChangesAsync(version - 1, version, Cancel))
                came += change.Adds.Length;
        }

        return came;
    }

    private static async Task CommitNothingAsync(RebuildBench bench)
    {
        var table = bench.Tables.Candles(Interval.OneMinute);
        var latest = await RebuildBench.LatestAsync(table);
        await table.TryCommitAsync(latest, new DeltaCommit("WRITE"), Cancel);
    }

    private static async Task<List<Candle>> NumbersAsync(RebuildBench bench, Interval interval, string name) =>
        NaiveCandles.Numbers(await bench.CandlesAsync(interval, name));

    private static async Task<List<(long Ds, double Y)>> ProphetAsync(RebuildBench bench)
    {
        var rows = new List<(long, double)>();
        foreach (var file in (await RebuildBench.LatestAsync(bench.Tables.Prophet)).Files.Values)
        {
            var parquet = await bench.Tables.Prophet.OpenFileAsync(file, Cancel);
            var (ds, y) = (await parquet.ReadAsync(0, parquet.IndexOf("ds"), Cancel), await parquet.ReadAsync(0, parquet.IndexOf("y"), Cancel));
            rows.AddRange(Enumerable.Range(0, ds.Count).Select(row => ((long)ds.ValueAt(row)!, (double)y.ValueAt(row)!)));
        }

        return rows;
    }

    private static async Task<RebuildBench> SomeHistoryAsync()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(SampleTrades.Some(500));
        await bench.ImportAsync("BINANCE:BTCUSDT", "1h", [.. Enumerable.Range(0, 50).Where(hour => hour != 7).Select(hour => Kline(Monday + TimeSpan.FromHours(hour), 100))]);
        await bench.MoveBoundaryAsync(SampleTrades.Midnight, "BINANCE");
        await bench.RebuildAsync();
        return bench;
    }

    private static Trade Trade(long id, int seconds, decimal price = 100) => new(
        Instrument.Parse("SIM:AAA"), id, price, 1, TakerSide.Buy, Monday + TimeSpan.FromSeconds(seconds), Monday + TimeSpan.FromSeconds(seconds));

    private static Kline Kline(Timestamp time, decimal close) => new(time, close, close, close, close, 10, null, null, null);
}
