using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using NSubstitute;

namespace CryptoGrains.Gateway.Tests.Push.Channels;

public sealed class ChannelBrokerTests : IDisposable
{
    private const string Ticker = "ticker:BINANCE:BTCUSDT";
    private const string Trades = "trades:BINANCE:BTCUSDT";

    private readonly PushParts _parts = new();

    private FakeSymbolGrain Grain => _parts.Market["BINANCE:BTCUSDT"];

    public void Dispose() => _parts.Dispose();

    [Fact]
    public async Task All_channels_of_an_instrument_are_sent_to_one_observer_whoever_follows_them()
    {
        foreach (var channel in new[] { Ticker, Trades, Ticker })
            await _parts.Connect().SubscribeAsync(channel, null, null);
        await Eventually.BecomesAsync((1, 1), () => (Grain[Ticker].ObserverCount, Grain[Trades].ObserverCount), "observers");

        Assert.Same(Grain[Ticker].Observers[0], Grain[Trades].Observers[0]);
        _parts.Market.Factory.Received(1).CreateObjectReference<IChannelObserver>(Arg.Any<IGrainObserver>());
    }

    [Fact]
    public async Task The_observer_goes_with_the_last_channel()
    {
        var client = _parts.Connect();
        await client.SubscribeAsync(Ticker, null, null);
        await client.SubscribeAsync(Trades, null, null);
        await Eventually.BecomesAsync((1, 1), () => (Grain[Ticker].ObserverCount, Grain[Trades].ObserverCount), "observers");
        var observer = Grain[Ticker].Observers[0];

        client.Unsubscribe(Ticker);
        await Eventually.BecomesAsync(0, () => Grain[Ticker].ObserverCount, "observers of the ticker");
        _parts.Market.Factory.DidNotReceiveWithAnyArgs().DeleteObjectReference<IChannelObserver>(default!);

        client.Unsubscribe(Trades);
        await Eventually.BecomesAsync(1, Deletions, "references given up");
        _parts.Market.Factory.Received().DeleteObjectReference<IChannelObserver>(observer);

        int Deletions() => _parts.Market.Factory.ReceivedCalls().Count(call => call.GetMethodInfo().Name == nameof(IGrainFactory.DeleteObjectReference));
    }

    [Fact]
    public async Task A_channel_that_is_followed_again_while_it_is_given_up_is_not_given_up_after_that()
    {
        var client = _parts.Connect();
        await client.SubscribeAsync(Trades, null, null);
        await Eventually.BecomesAsync(1, () => Grain[Trades].ObserverCount, "observers");
        var goodbye = new TaskCompletionSource();
        Grain.GoodbyeGate = goodbye.Task;

        client.Unsubscribe(Trades);
        await client.SubscribeAsync(Trades, null, null);
        Assert.Single(Grain.Subscriptions);
        goodbye.SetResult();

        await Eventually.BecomesAsync((1, 2, 1), () => (Grain.Unsubscriptions, Grain.Subscriptions.Count, Grain[Trades].ObserverCount), "goodbyes, questions and observers");
    }
}
