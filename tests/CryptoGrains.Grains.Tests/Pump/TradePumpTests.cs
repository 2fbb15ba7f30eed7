using CryptoGrains.Grains.Pump;
using CryptoGrains.Market;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Pump;

public sealed class TradePumpTests : IDisposable
{
    private static readonly Instrument[] Several = [.. Enumerable.Range(0, 20).Select(i => Instrument.Parse($"BINANCE:S{i}USDT"))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_instrument_gets_its_trades_and_is_listed()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Enumerable.Range(0, 1_000).Select(i => Entry(i / 20, i, instrument: Several[i % 20])));

        Assert.Equal(Several.ToHashSet(), [.. await node.Grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).ListAsync()]);
        foreach (var instrument in Several)
            Assert.Equal(50, (await node[instrument].GetStatisticsAsync())!.TotalTrades);
        Assert.Equal(0, node.Pump.Lag);
    }

    [Fact]
    public async Task After_a_stop_nothing_is_read_again()
    {
        await using (var node = await GrainNode.StartAsync(_folder.Path))
            await node.FeedAsync(Entry(1, 10), Entry(2, 70));

        await using var again = await GrainNode.StartAsync(_folder.Path);
        var partition = again.Log.PartitionOf(GrainNode.Bitcoin);
        Assert.Equal(2, await again.Log.ReadPositionAsync(PumpOptions.Reader, partition));
        Assert.Equal([1, 1], (await again.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task Under_another_log_a_state_goes_on_with_all_that_it_has_not_counted()
    {
        await using (var node = await GrainNode.StartAsync(_folder.Path))
            await node.FeedAsync(Entry(1, 10), Entry(2, 20), Entry(3, 30));
        Directory.Delete(Path.Combine(_folder.Path, "log"), recursive: true);

        await using var again = await GrainNode.StartAsync(_folder.Path);
        await again.FeedAsync(Entry(3, 30), Entry(4, 40));
        var statistics = (await again[GrainNode.Bitcoin].GetStatisticsAsync())!;
        Assert.Equal((4, 1), (statistics.TotalTrades, statistics.Duplicates));
    }

    [Fact]
    public async Task A_state_that_is_lost_under_another_log_comes_from_that_one()
    {
        await using (var node = await GrainNode.StartAsync(_folder.Path))
            await node.FeedAsync(Entry(7, 5, instrument: Several[0]), Entry(8, 6, instrument: Several[0]), Entry(1, 10), Entry(2, 20));
        Directory.Delete(Path.Combine(_folder.Path, "log"), recursive: true);
        await using (var node = await GrainNode.StartAsync(_folder.Path))
            await node.FeedAsync(Entry(3, 30), Entry(4, 40));
        File.Delete(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin));

        await using var again = await GrainNode.StartAsync(_folder.Path);
        Assert.Equal([2], (await again.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task After_a_crash_the_log_is_read_again_and_each_trade_counts_once()
    {
        var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Entry(2, 20));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        await node.FeedAsync(Entry(3, 30), Entry(4, 80));
        await node.CrashAsync();

        await using var again = await GrainNode.StartAsync(_folder.Path);
        await again.FeedAsync(Entry(5, 90));
        var statistics = (await again[GrainNode.Bitcoin].GetStatisticsAsync())!;
        Assert.Equal((5, 0), (statistics.TotalTrades, statistics.Duplicates));
        Assert.Equal([3, 2], (await again.MinutesAsync(GrainNode.Bitcoin)).Select(candle => candle.TradeCount));
    }

    [Fact]
    public async Task A_clock_mark_closes_the_candles_of_its_venues_silent_markets()
    {
        var elsewhere = Instrument.Parse("OKX:BTC-USDT");
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Entry(1, 10, instrument: elsewhere), Clock(62));
        Assert.True((await node.MinutesAsync(GrainNode.Bitcoin)).Single().Closed);
        Assert.False((await node.MinutesAsync(elsewhere)).Single().Closed);
    }

    [Fact]
    public async Task A_clock_mark_counts_after_the_records_before_it_however_the_log_is_cut()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Entry(2, 59), Clock(62), Entry(3, 20));
        Assert.Equal((3, 1), await CountAndRevisionAsync(node));
        await node.CrashAsync();

        await using var again = await GrainNode.StartAsync(_folder.Path);
        await again.FeedAsync(Entry(4, 63));
        Assert.Equal((3, 1), await CountAndRevisionAsync(again));
    }

    [Fact]
    public async Task An_instrument_that_is_new_to_its_venue_goes_by_the_venues_clock()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Clock(2_000), Clock(3_000, "OKX"), Entry(1, 1_097), Entry(2, 1_098));
        await AssertTooLateAsync(node, GrainNode.Bitcoin, counted: 1, tooLate: 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_venues_clock_is_known_after_a_restart_though_its_last_mark_is_not_read_again(bool crashes)
    {
        await using (var node = await GrainNode.StartAsync(_folder.Path))
        {
            await node.FeedAsync(Entry(1, 10), Clock(2_000), Clock(2_060));
            await node.Pump.CheckpointAsync(CancellationToken.None);
            if (crashes)
                await node.CrashAsync();
        }

        // The mark closed nothing, so the silent market's own state does not have it either.
        await using var again = await GrainNode.StartAsync(_folder.Path);
        var elsewhere = Instrument.Parse("OKX:BTC-USDT");
        await again.FeedAsync([Entry(2, 100), Entry(1, 10, instrument: elsewhere), .. Several.Select(each => Entry(1, 100, instrument: each))]);
        await AssertTooLateAsync(again, GrainNode.Bitcoin, counted: 1, tooLate: 1);
        await AssertTooLateAsync(again, elsewhere, counted: 1, tooLate: 0);
        foreach (var instrument in Several)
            Assert.Null(await again[instrument].GetStatisticsAsync());
    }

    [Fact]
    public async Task A_lost_state_is_rebuilt_from_where_its_instrument_began_with_the_clock_there()
    {
        IReadOnlyList<Candle> before;
        await using (var node = await GrainNode.StartAsync(_folder.Path))
        {
            await node.FeedAsync(Clock(2_000), Entry(1, 1_000), Entry(2, 1_990), Entry(3, 1_099), Clock(2_100), Entry(4, 1_000));
            before = await node.MinutesAsync(GrainNode.Bitcoin);
            Assert.Equal(2, before.Sum(candle => candle.TradeCount));
        }

        File.Delete(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin));
        await using var again = await GrainNode.StartAsync(_folder.Path);
        Assert.Equal(before, await again.MinutesAsync(GrainNode.Bitcoin));
    }

    [Fact]
    public async Task A_state_that_can_not_be_stored_holds_the_position_back_and_nothing_else()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        // A folder in the place of the file that is written beside the state makes every write fail.
        var inTheWay = Directory.CreateDirectory(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin) + ".new");
        await node.FeedAsync(Entry(2, 20));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Assert.Equal(1, await node.Log.ReadPositionAsync(PumpOptions.Reader, partition));
        Assert.Equal(2, (await node[GrainNode.Bitcoin].GetStatisticsAsync())!.TotalTrades);

        inTheWay.Delete();
        await node.FeedAsync(Entry(3, 30));
        await node.Pump.CheckpointAsync(CancellationToken.None);
        Assert.Equal(3, await node.Log.ReadPositionAsync(PumpOptions.Reader, partition));
    }

    private static async Task AssertTooLateAsync(GrainNode node, Instrument instrument, long counted, long tooLate)
    {
        var statistics = (await node[instrument].GetStatisticsAsync())!;
        Assert.Equal((counted, tooLate), (statistics.TotalTrades, statistics.TooLate));
    }

    private static async Task<(long? Count, int Revision)> CountAndRevisionAsync(GrainNode node)
    {
        var candle = (await node.MinutesAsync(GrainNode.Bitcoin))[0];
        return (candle.TradeCount, candle.Revision);
    }
}
