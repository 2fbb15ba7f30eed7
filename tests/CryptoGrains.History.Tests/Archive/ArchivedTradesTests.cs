using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.History.Tests.Archive;

public sealed class ArchivedTradesTests
{
    private static readonly DateOnly Friday = new(2024, 8, 9);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_day_is_read_as_a_naive_reading_of_its_rows_says()
    {
        Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed => EqualsOracleAsync(seed).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5_000)]
    public async Task Files_whose_times_interleave_give_the_candles_of_their_trades_in_order(int turn)
    {
        // Two instruments, so that files begin and end inside another's; each commit takes every other turn of the trades.
        var trades = Enumerable.Range(0, 12_000)
            .Select(i => SampleTrades.Of(i % 2 == 0 ? "BINANCE:BTCUSDT" : "BINANCE:ETHUSDT", 1 + i, TimeSpan.FromMilliseconds(500 * i), 100 + (i * 31 % 97)))
            .ToArray();
        var bench = new ArchiveBench();
        for (var file = 0; file < 3; file++)
        {
            bench.Log.Append([.. trades.Where((_, i) => i / 2 / turn % 3 == file)]);

            // A feed that comes back sends some again.
            bench.Log.Append([.. trades.Where((_, i) => i % 100 < 2 * file)]);
            await bench.RunAsync();
        }

        var snapshot = await bench.LatestAsync();
        Assert.True(snapshot.Files.Count >= 3);
        var expected = trades.GroupBy(trade => trade.Instrument.Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (
            group.Key,
            group.Select(trade => StoredTrade.Of(trade, 0)).Select(row => new TradeRow(row.Time, row.Id, row.Price, row.Quantity, row.TakerBuys)).ToArray()));
        await AssertMinutesAsync(bench, snapshot, "2024-08-09", [.. expected]);
    }

    [Fact]
    public async Task Only_the_instruments_that_are_asked_for_are_read()
    {
        var bench = new ArchiveBench();
        bench.Log.Append(SampleTrades.Some(500));
        await bench.RunAsync();
        var snapshot = await bench.LatestAsync();
        var trades = new ArchivedTrades(bench.Tables);
        var wanted = new HashSet<Instrument> { Instrument.Parse("BINANCE:ETHUSDT"), Instrument.Parse("KRAKEN:XBTUSD"), Instrument.Parse("OKX:NONE") };

        var all = await trades.ReadDayAsync(snapshot, Friday, cancellationToken: Cancel).ToListAsync(Cancel);
        var some = await trades.ReadDayAsync(snapshot, Friday, wanted, Cancel).ToListAsync(Cancel);

        Assert.Equal(4, all.Count);
        Assert.Equal(["BINANCE:ETHUSDT", "KRAKEN:XBTUSD"], some.Select(pair => pair.Instrument.Name));
        foreach (var (instrument, rows) in some)
            Assert.Equal(all.Single(pair => pair.Instrument == instrument).Trades, rows);
    }

    [Fact]
    public async Task A_day_without_trades_has_none()
    {
        var bench = new ArchiveBench();
        bench.Log.Append(SampleTrades.Some(50));
        await bench.RunAsync();

        Assert.Empty(await new ArchivedTrades(bench.Tables).ReadDayAsync(await bench.LatestAsync(), new DateOnly(2020, 1, 1), cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_changed_is_told_by_instrument_and_day_and_compaction_changes_nothing()
    {
        var bench = new ArchiveBench();
        bench.Log.Append(SampleTrades.Some(300));
        await bench.RunAsync();
        var first = await bench.LatestAsync();
        bench.Log.Append(SampleTrades.Of("BINANCE:ETHUSDT", 90_000, TimeSpan.FromHours(5)), SampleTrades.Of("KRAKEN:XBTUSD", 90_000, TimeSpan.FromDays(-3)));
        await bench.RunAsync();
        var second = await bench.LatestAsync();
        Assert.True(await bench.NewArchive().CompactAsync(cancellationToken: Cancel) > 0, "Nothing was compacted.");
        var third = await bench.LatestAsync();
        var trades = new ArchivedTrades(bench.Tables);

        var all = await trades.ChangedDaysAsync(null, third, Cancel);
        var expected = (await bench.RowsAsync()).Select(row => (Instrument.Parse(row.Symbol), DateOnly.Parse(row.Date, provider: null))).ToHashSet();
        Assert.Equal(expected, all.ToHashSet());
        Assert.Equal(
            [(Instrument.Parse("BINANCE:ETHUSDT"), Friday), (Instrument.Parse("KRAKEN:XBTUSD"), new DateOnly(2024, 8, 6))],
            (await trades.ChangedDaysAsync(first.Version, third, Cancel)).OrderBy(pair => pair.Instrument.Name, StringComparer.Ordinal));
        Assert.Empty(await trades.ChangedDaysAsync(second.Version, third, Cancel));
        Assert.Empty(await trades.ChangedDaysAsync(third.Version, third, Cancel));
    }

    [Fact]
    public async Task A_rollback_changes_what_it_takes_away()
    {
        var bench = new ArchiveBench();
        bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.FromHours(1)));
        await bench.RunAsync();
        bench.Log.Append(SampleTrades.Of("BINANCE:ETHUSDT", 1, TimeSpan.FromHours(2)));
        await bench.RunAsync();
        var before = (await bench.LatestAsync()).Version;

        var restored = await bench.Tables.Trades.RestoreAsync(before - 1, Cancel);

        Assert.Equal([(Instrument.Parse("BINANCE:ETHUSDT"), Friday)], await new ArchivedTrades(bench.Tables).ChangedDaysAsync(before, restored, Cancel));
    }

    private static async Task EqualsOracleAsync(int seed)
    {
        var random = new Random(seed);
        var bench = new ArchiveBench();
        for (var run = 0; run < random.Next(1, 4); run++)
        {
            bench.Log.Append(SampleTrades.Some(random.Next(1, 200), seed: random.Next(5)));
            await bench.RunAsync();
            if (random.Next(3) == 0)
                await bench.NewArchive().CompactAsync(cancellationToken: Cancel);
        }

        if (random.Next(2) == 0)
        {
            // The same ids once more, with other numbers: what the log had is right.
            var again = SampleTrades.Some(100, seed: random.Next(5)).Select(trade => trade with { Price = trade.Price + 1 }).ToArray();
            await new TradeImport(bench.Tables).RunAsync(new string('a', 64), Batches(again), cancellationToken: Cancel);
        }

        var snapshot = await bench.LatestAsync();
        var rows = await StoredTrade.ReadAsync(bench.Tables.Trades, snapshot);
        foreach (var day in rows.Select(row => row.Date).Distinct())
        {
            var expected = rows
                .Where(row => row.Date == day)
                .GroupBy(row => row.Symbol)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (group.Key, Rows: group
                    .GroupBy(row => row.Id)
                    .Select(twins => twins
                        .OrderBy(row => row.Partition is null)
                        .ThenBy(row => row.Partition)
                        .ThenBy(row => row.Offset)
                        .ThenBy(row => row.Time)
                        .ThenBy(row => row.Price)
                        .ThenBy(row => row.Quantity)
                        .ThenBy(row => row.TakerBuys)
                        .First())
                    .OrderBy(row => row.Time)
                    .ThenBy(row => row.Id)
                    .Select(row => new TradeRow(row.Time, row.Id, row.Price, row.Quantity, row.TakerBuys))
                    .ToArray()))
                .ToList();
            var read = await new ArchivedTrades(bench.Tables)
                .ReadDayAsync(snapshot, DateOnly.Parse(day, provider: null), cancellationToken: Cancel)
                .ToListAsync(Cancel);

            Assert.Equal(expected.Select(pair => pair.Key), read.Select(pair => pair.Instrument.Name));
            for (var i = 0; i < read.Count; i++)
                Assert.Equal(expected[i].Rows, read[i].Trades);

            await AssertMinutesAsync(bench, snapshot, day, expected);
        }
    }

    private static async Task AssertMinutesAsync(
        ArchiveBench bench, DeltaSnapshot snapshot, string day, IReadOnlyList<(string Symbol, TradeRow[] Rows)> expected)
    {
        var read = await new ArchivedTrades(bench.Tables)
            .ReadMinutesAsync(snapshot, DateOnly.Parse(day, provider: null), cancellationToken: Cancel)
            .ToListAsync(Cancel);

        Assert.Equal(expected.Select(pair => pair.Symbol), read.Select(each => each.Instrument.Name));
        foreach (var ((_, minutes, refused), (_, trades)) in read.Zip(expected))
        {
            var candles = new List<CandleRow>();
            Assert.Equal(MinuteCandles.Of(trades, candles), refused);
            Assert.Equal(candles, minutes);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<Trade>> Batches(Trade[] trades)
    {
        await Task.Yield();
        yield return trades;
    }
}
