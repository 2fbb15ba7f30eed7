using System.Collections.Immutable;
using System.Threading.Channels;
using static CryptoGrains.Grains.Tests.Sample;

namespace CryptoGrains.Grains.Tests.Push;

public sealed class SubscriptionTests : IDisposable
{
    private static readonly Channel Minutes = new(ChannelKind.Candles, GrainNode.Bitcoin);
    private static readonly Channel Tape = new(ChannelKind.Trades, GrainNode.Bitcoin);
    private static readonly Channel Ticker = new(ChannelKind.Ticker, GrainNode.Bitcoin);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_newcomer_gets_a_snapshot_and_from_there_on_every_message()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10), Entry(2, 70, price: 101));
        var observer = new Observer(node);
        var state = await observer.FollowAsync(Minutes);
        Assert.False(state.Recovered);
        Assert.Equal([100m, 101m], state.Snapshot!.Candles.Select(candle => candle.Close));

        await node.FeedAsync(Entry(3, 71, price: 102));
        var message = await observer.NextAsync(Minutes);
        Assert.Equal(state.Offset + 1, message.Offset);
        Assert.Equal(102m, message.Payload.Candles.Single().Close);
    }

    [Fact]
    public async Task A_candle_that_closes_is_told_though_nothing_was_traded_in_it_since()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10));
        var observer = new Observer(node);
        await observer.FollowAsync(Minutes);
        await node.FeedAsync(Clock(62));
        Assert.True((await observer.NextAsync(Minutes)).Payload.Candles.Single().Closed);
    }

    [Fact]
    public async Task Who_comes_back_in_the_same_epoch_gets_all_that_was_missed()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10));
        var observer = new Observer(node);
        var first = await observer.FollowAsync(Ticker);
        for (var i = 2; i <= 4; i++)
        {
            await node.FeedAsync(Entry(i, 10 + i, price: i));
            await observer.NextAsync(Ticker);
        }

        var back = await new Observer(node).FollowAsync(Ticker, first.Epoch, first.Offset);
        Assert.True(back.Recovered);
        Assert.Null(back.Snapshot);
        Assert.Equal([2m, 3m, 4m], back.Missed.Select(message => message.Payload.Ticker!.Last));
        Assert.Equal(back.Offset, back.Missed[^1].Offset);
    }

    [Fact]
    public async Task After_a_restart_the_epoch_is_another_and_there_is_a_snapshot()
    {
        ChannelState before;
        await using (var node = await GrainNode.StartAsync(_folder.Path))
        {
            await node.FeedAsync(Entry(1, 10));
            before = await new Observer(node).FollowAsync(Ticker);
        }

        await using var again = await GrainNode.StartAsync(_folder.Path);
        var after = await new Observer(again).FollowAsync(Ticker, before.Epoch, before.Offset);
        Assert.False(after.Recovered);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(100m, after.Snapshot!.Ticker!.Last);
    }

    [Fact]
    public async Task The_tape_has_every_trade_and_the_gaps()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10));
        var observer = new Observer(node);
        await observer.FollowAsync(Tape);
        await node.FeedAsync(Entry(2, 11), Entry(5, 12), Entry(6, 20));
        var seen = new List<long>();
        var gaps = new List<(long, long)>();
        while (seen.Count < 3 || gaps.Count < 1)
        {
            var payload = (await observer.NextAsync(Tape)).Payload;
            seen.AddRange(payload.Trades.Select(trade => trade.Id));
            gaps.AddRange(payload.Gaps.Select(gap => (gap.FirstId, gap.LastId)));
        }

        Assert.Equal([2, 5, 6], seen);
        Assert.Equal([(3, 4)], gaps);
    }

    [Fact]
    public async Task A_channel_of_another_instrument_is_refused()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path, pump: false);
        var observer = new Observer(node);
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => observer.FollowAsync(new Channel(ChannelKind.Ticker, Market.Instrument.Parse("BINANCE:ETHUSDT"))));
        Assert.Contains("is not a channel of", refused.Message);
    }

    [Fact]
    public async Task A_grain_that_ends_says_so_to_those_who_follow_it()
    {
        await using var node = await GrainNode.StartAsync(_folder.Path);
        await node.FeedAsync(Entry(1, 10));
        var observer = new Observer(node);
        var before = await observer.FollowAsync(Ticker);
        await node[GrainNode.Bitcoin].ReleaseAsync();

        await observer.Ended;
        var after = await observer.FollowAsync(Ticker, before.Epoch, before.Offset);
        Assert.False(after.Recovered);
        Assert.Equal(100m, after.Snapshot!.Ticker!.Last);
    }

    private sealed class Observer : IChannelObserver
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly GrainNode _node;
        private readonly IChannelObserver _reference;
        private readonly Channel<(Channel Channel, ChannelMessage Message)> _received =
            System.Threading.Channels.Channel.CreateUnbounded<(Channel, ChannelMessage)>();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Observer(GrainNode node)
        {
            _node = node;
            _reference = node.Grains.CreateObjectReference<IChannelObserver>(this);
        }

        public Task Ended => _ended.Task.WaitAsync(Patience);

        public Task<ChannelState> FollowAsync(Channel channel, string? epoch = null, long offset = 0) =>
            _node[GrainNode.Bitcoin].SubscribeAsync(new ChannelRequest(channel, epoch, offset), _reference);

        public Task ReceiveAsync(ImmutableArray<ChannelMessages> messages)
        {
            foreach (var some in messages)
            {
                foreach (var message in some.Messages)
                    _received.Writer.TryWrite((some.Channel, message));
            }

            return Task.CompletedTask;
        }

        public Task EndedAsync()
        {
            _ended.TrySetResult();
            return Task.CompletedTask;
        }

        public async Task<ChannelMessage> NextAsync(Channel channel)
        {
            using var patience = new CancellationTokenSource(Patience);
            var (from, message) = await _received.Reader.ReadAsync(patience.Token);
            Assert.Equal(channel, from);
            return message;
        }
    }
}
