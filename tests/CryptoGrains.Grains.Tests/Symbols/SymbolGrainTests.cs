using CryptoGrains.Grains.Pump;
using CryptoGrains.Market;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Symbols;

public sealed class SymbolGrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_batch_that_comes_again_is_passed_over()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var grain = node[GrainNode.Bitcoin];
        var batch = Batch(0, 2, Trade(1, 10, offset: 0), Trade(2, 11, offset: 1));
        await grain.ApplyAsync(batch);
        await grain.ApplyAsync(batch);

        var statistics = await grain.GetStatisticsAsync();
        Assert.Equal((2, 0), (statistics!.TotalTrades, statistics.Duplicates));
    }

    [Fact]
    public async Task The_same_trades_at_other_offsets_are_duplicates()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var grain = node[GrainNode.Bitcoin];
        await grain.ApplyAsync(Batch(0, 2, Trade(1, 10, offset: 0), Trade(2, 11, offset: 1)));
        await grain.ApplyAsync(Batch(2, 4, Trade(1, 10, offset: 2), Trade(2, 11, offset: 3)));

        var statistics = await grain.GetStatisticsAsync();
        Assert.Equal((2, 2), (statistics!.TotalTrades, statistics.Duplicates));
    }

    [Fact]
    public async Task Candles_are_not_sent_again_to_who_has_them()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var grain = node[GrainNode.Bitcoin];
        await grain.ApplyAsync(Batch(0, 1, Trade(1, 10, offset: 0)));
        var query = new CandleQuery(Interval.OneMinute, null, null, 10);
        var page = await grain.GetCandlesAsync(query);
        Assert.Single(page.Candles!.Value);

        var same = await grain.GetCandlesAsync(query with { KnownVersion = page.Version });
        Assert.Null(same.Candles);

        await grain.ApplyAsync(Batch(1, 2, Trade(2, 11, offset: 1)));
        var changed = await grain.GetCandlesAsync(query with { KnownVersion = page.Version });
        Assert.Equal(2, changed.Candles!.Value.Single().TradeCount);
    }

    [Fact]
    public async Task Before_the_first_trade_there_is_nothing()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var grain = node[GrainNode.Bitcoin];
        Assert.Null(await grain.GetStatisticsAsync());
        Assert.Empty((await grain.GetGapsAsync()).Gaps);
        Assert.Empty((await grain.GetCandlesAsync(new CandleQuery(Interval.OneDay, null, null, 10))).Candles!.Value);
    }

    [Fact]
    public async Task The_day_that_was_silent_has_the_last_price_and_no_volume()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10, price: 123m), Clock(200_000));
        var statistics = (await node[GrainNode.Bitcoin].GetStatisticsAsync())!;
        Assert.Equal((123m, 123m, 0m, null, 0m), (statistics.Last, statistics.Open, statistics.Volume, statistics.Vwap, statistics.ChangePercent));
    }

    [Fact]
    public async Task What_can_not_be_summed_goes_to_the_dead_letters()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(
            Entry(1, 10, price: 9_000_000_000_000_000_000m),
            LogEntryOf(Trade(2, 11, price: 9_000_000_000_000_000_000m) with { Quantity = 9_000_000_000_000_000_000m }));

        var statistics = (await node[GrainNode.Bitcoin].GetStatisticsAsync())!;
        Assert.Equal((1, 1), (statistics.TotalTrades, statistics.Refused));
        Assert.Contains("kept exactly", Assert.Single(node.DeadLetters.Letters).Reason);
    }

    [Fact]
    public async Task A_state_that_was_lost_is_rebuilt_from_the_log()
    {
        await FeedTwoMinutesAndStopAsync();
        File.Delete(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin));

        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(3, 130));
        Assert.Equal([1, 1, 1], (await node.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_rebuilt_from_the_log()
    {
        await FeedTwoMinutesAndStopAsync();
        var state = GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin);
        var bytes = await File.ReadAllBytesAsync(state);
        bytes[^3] ^= 0x55;
        await File.WriteAllBytesAsync(state, bytes);

        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(3, 130));
        Assert.Equal([1, 1, 1], (await node.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task A_state_that_was_lost_is_there_before_anybody_asks_though_the_market_is_silent()
    {
        await FeedTwoMinutesAndStopAsync();
        File.Delete(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin));

        await using var node = await GrainNode.StartAsync(_folder.Path);
        Assert.Equal([1, 1], (await node.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task What_is_rebuilt_from_the_log_is_what_was_there_clock_marks_and_all()
    {
        IReadOnlyList<Candle> before;
        await using (var node = await GrainNode.StartAsync(_folder.Path))
        {
            await node.FeedAsync(Entry(1, 10), Clock(1_100), Entry(2, 20), Entry(3, 1_090));
            before = await node.MinutesAsync(GrainNode.Bitcoin);
            Assert.Equal(1, before[0].TradeCount);
        }

        File.Delete(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin));
        await using var again = await GrainNode.StartAsync(_folder.Path);
        Assert.Equal(before, await again.MinutesAsync(GrainNode.Bitcoin));
    }

    [Fact]
    public async Task When_the_catalogue_and_all_states_are_lost_the_log_gives_everything_back()
    {
        await FeedTwoMinutesAndStopAsync();
        Directory.Delete(Path.Combine(_folder.Path, "state"), recursive: true);

        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(3, 130));
        Assert.Equal([1, 1, 1], (await node.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task A_clock_mark_that_closes_nothing_is_not_worth_a_write()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Clock(200_000));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        var file = GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin);
        var stored = await File.ReadAllBytesAsync(file);

        await node.FeedAsync(Clock(200_060), Clock(200_120));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        Assert.Equal(stored, await File.ReadAllBytesAsync(file));
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Assert.Equal(node.Log.Bounds(partition).Next, await node.Log.ReadPositionAsync(PumpOptions.Reader, partition));
    }

    [Fact]
    public async Task A_grain_that_is_behind_what_it_was_given_reads_the_log()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        await node.Log.AppendAsync(partition, new[] { Entry(1, 10), Entry(2, 70), Entry(3, 130) });

        var grain = node[GrainNode.Bitcoin];
        await grain.ApplyAsync(Batch(0, 1, Trade(1, 10, offset: 0)));
        await grain.ApplyAsync(Batch(2, 3, Trade(3, 130, offset: 2)));
        Assert.Equal([1, 1, 1], (await node.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task A_checkpoint_says_how_far_the_stored_state_reaches()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var grain = node[GrainNode.Bitcoin];
        Assert.Equal(0, await grain.CheckpointAsync());
        await grain.ApplyAsync(Batch(0, 7, Trade(1, 10, offset: 3)));
        Assert.Equal(7, await grain.CheckpointAsync());
        Assert.Equal(7, await grain.CheckpointAsync());
    }

    private async Task FeedTwoMinutesAndStopAsync()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Entry(2, 70));
    }

    private static TradeBatch Batch(long from, long next, params Trade[] trades) => new(trades, Timestamp.MinValue, from, next);

    private static Streams.LogEntry LogEntryOf(Trade trade) => Streams.LogEntry.Of(trade);
}
