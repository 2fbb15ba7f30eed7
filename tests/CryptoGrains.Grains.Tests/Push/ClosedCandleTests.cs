using System.Collections.Concurrent;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Push;

/// <summary>Closed candles as programs outside are told of them.</summary>
public sealed class ClosedCandleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Outside _outside = new();

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task A_closed_candle_is_told_and_an_open_one_is_not()
    {
        await using var node = await StartAsync();
        await node.FeedAsync(Entry(1, 10, 5m), Entry(2, 70, 6m));
        await node.Pump.CheckpointAsync(Cancel);

        var (instrument, interval, candle) = Assert.Single(_outside.Kept);
        Assert.Equal((GrainNode.Bitcoin, Interval.OneMinute, Midnight, 5m, 0), (instrument, interval, candle.OpenTime, candle.Close, candle.Revision));
    }

    [Fact]
    public async Task It_is_told_before_anybody_stores_a_state()
    {
        await using var node = await StartAsync();
        await node.FeedAsync(Entry(1, 10), Entry(2, 70));
        await _outside.UntilAsync(1);
    }

    [Fact]
    public async Task A_revision_is_told_again()
    {
        await using var node = await StartAsync();
        await node.FeedAsync(Entry(1, 10), Entry(3, 70));
        await node.Pump.CheckpointAsync(Cancel);
        await node.FeedAsync(Entry(2, 20));
        await node.Pump.CheckpointAsync(Cancel);

        Assert.Equal([(0, (long?)1), (1, 2)], _outside.Kept.Select(told => (told.Candle.Revision, told.Candle.TradeCount)));
    }

    [Fact]
    public async Task While_they_can_not_be_kept_no_state_is_stored_and_afterwards_each_is_told()
    {
        await using var node = await StartAsync();
        var partition = node.Log.PartitionOf(GrainNode.Bitcoin);
        _outside.Fails = true;
        await node.FeedAsync(Entry(1, 10), Entry(2, 70));
        await node.Pump.CheckpointAsync(Cancel);
        Assert.Null(await node.Log.ReadPositionAsync(PumpOptions.Reader, partition, Cancel));
        Assert.Empty(_outside.Kept);

        _outside.Fails = false;
        await node.Pump.CheckpointAsync(Cancel);
        Assert.Equal(2, await node.Log.ReadPositionAsync(PumpOptions.Reader, partition, Cancel));
        Assert.Equal(Midnight, Assert.Single(_outside.Kept).Candle.OpenTime);
    }

    [Fact]
    public async Task After_a_crash_what_was_not_stored_is_told_again()
    {
        var node = await StartAsync();
        await node.FeedAsync(Entry(1, 10), Entry(2, 70));
        await node.Pump.CheckpointAsync(Cancel);
        await node.FeedAsync(Entry(3, 130));
        await _outside.UntilAsync(2);
        await node.CrashAsync();

        await using var again = await StartAsync();
        await again.FeedAsync(Entry(4, 131));
        await again.Pump.CheckpointAsync(Cancel);
        Assert.Equal([0, 60, 60], _outside.Kept.Select(told => (told.Candle.OpenTime - Midnight).TotalSeconds));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<GrainNode> StartAsync() => GrainNode.StartAsync(_folder.Path, closedCandles: _outside);

    private sealed class Outside : IClosedCandles, IDisposable
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private int _seen;

        public ConcurrentQueue<(Instrument Instrument, Interval Interval, Candle Candle)> Kept { get; } = new();

        public volatile bool Fails;

        public Task KeepAsync(Instrument instrument, Interval interval, Candle candle)
        {
            if (Fails)
                return Task.FromException(new TradeLogException("It can't be kept today."));

            Kept.Enqueue((instrument, interval, candle));
            _arrived.Release();
            return Task.CompletedTask;
        }

        public void Dispose() => _arrived.Dispose();

        public async Task UntilAsync(int count)
        {
            for (; _seen < count; _seen++)
                Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }
}
