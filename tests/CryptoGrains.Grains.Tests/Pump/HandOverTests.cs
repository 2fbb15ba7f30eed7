using CryptoGrains.Grains.Pump;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Pump;

/// <summary>Partitions that come and go while the node runs.</summary>
public sealed class HandOverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_what_falls_to_this_process_is_read()
    {
        await using var node = await StartAsync();
        await node.FeedAsync(Entry(1, 10));
        Assert.Null(await node[GrainNode.Bitcoin].GetStatisticsAsync());
        Assert.Equal(0, node.Pump.Lag);
    }

    [Fact]
    public async Task A_partition_that_goes_leaves_its_position_and_its_states_stored()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Handed(node).Give(partition);
        await node.FeedAsync(Entry(1, 10), Entry(2, 70));

        await Handed(node).TakeAsync(partition);

        Assert.Equal(2, await node.Log.ReadPositionAsync(PumpOptions.Reader, partition));
        Assert.True(File.Exists(GrainNode.StateFile(_folder.Path, GrainNode.Bitcoin)));
    }

    [Fact]
    public async Task A_grain_whose_partition_goes_comes_up_from_what_is_stored()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Handed(node).Give(partition);
        await node.FeedAsync(Entry(1, 10));
        var before = (await node[GrainNode.Bitcoin].GetCandlesAsync(AllMinutes)).Version;

        await Handed(node).TakeAsync(partition);

        var after = await node[GrainNode.Bitcoin].GetCandlesAsync(AllMinutes);
        Assert.NotEqual(before >> 32, after.Version >> 32);
        Assert.Equal(1, after.Candles!.Value.Single().TradeCount);
    }

    [Fact]
    public async Task A_partition_that_comes_back_is_read_on_from_where_it_was_left()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Handed(node).Give(partition);
        await node.FeedAsync(Entry(1, 10));
        await Handed(node).TakeAsync(partition);
        await node.FeedAsync(Entry(2, 20), Entry(3, 30));

        Handed(node).Give(partition);
        await node.FeedAsync(Entry(4, 40));

        var statistics = (await node[GrainNode.Bitcoin].GetStatisticsAsync())!;
        Assert.Equal((4, 0), (statistics.TotalTrades, statistics.Duplicates));
    }

    [Fact]
    public async Task A_log_that_can_not_say_where_to_begin_is_asked_again()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Handed(node).Refusals = 2;
        Handed(node).Give(partition);
        await node.FeedAsync(Entry(1, 10));

        Assert.Equal(1, (await node[GrainNode.Bitcoin].GetStatisticsAsync())!.TotalTrades);
        Assert.False(node.Pump.HasFailed);
    }

    [Fact]
    public async Task Whoever_waits_for_a_partition_that_goes_waits_no_longer()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        Handed(node).Give(partition);
        await node.FeedAsync(Entry(1, 10));
        await Handed(node).TakeAsync(partition);
        await node.FeedAsync(Entry(2, 20)); // Returns, though nobody here reads it.
        Assert.Equal(0, node.Pump.Lag);
    }

    private static CandleQuery AllMinutes => new(Market.Interval.OneMinute, null, null, 10_000);

    private static HandedLog Handed(GrainNode node) => (HandedLog)node.Log;

    private async Task<GrainNode> StartAsync()
    {
        var node = await GrainNode.StartAsync(_folder.Path, shared: log => new HandedLog(log));
        await node.Pump.CaughtUpAsync(TestContext.Current.CancellationToken);
        return node;
    }
}
