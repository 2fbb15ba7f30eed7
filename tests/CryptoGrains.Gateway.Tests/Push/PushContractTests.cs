using CryptoGrains.Analytics.Windows;
using CryptoGrains.Gateway.Push.Channels;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>What the push protocol promises, on every transport.</summary>
public abstract class PushContractTests
{
    private const string Candles = "candles:BINANCE:BTCUSDT:1m";
    private const string Ticker = "ticker:BINANCE:BTCUSDT";
    private const string Trades = "trades:BINANCE:BTCUSDT";

    private protected abstract Task<IPushClient> ConnectAsync(GatewayHost host);

    [Fact]
    public async Task A_first_visit_gets_a_snapshot_and_then_every_message_after_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        channel.Publish(Sample.CandleMessage(1));
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync("candles:BTCUSDT:1m");
        var subscribed = await client.SubscribedAsync(Candles, "epoch-1", 1, recovered: false);
        Assert.Equal(Sample.Minute(1).Close, subscribed.GetProperty("snapshot").GetProperty("candles")[0].GetProperty("close").GetDecimal());

        channel.Publish(Sample.CandleMessage(2));
        channel.Publish(Sample.CandleMessage(3));
        var data = await client.DataAsync(Candles, "epoch-1", 2);
        Assert.Equal(Sample.Minute(2).Close, data.GetProperty("candles")[0].GetProperty("close").GetDecimal());
        await client.DataAsync(Candles, "epoch-1", 3);
    }

    [Fact]
    public async Task A_channel_without_a_message_yet_has_an_empty_snapshot()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync(Candles);
        await client.SubscribeAsync(Ticker);
        await client.SubscribeAsync(Trades);

        var snapshots = new Dictionary<string, string>();
        for (var i = 0; i < 3; i++)
        {
            var envelope = await client.NextAsync("three empty snapshots");
            snapshots.Add(envelope.GetProperty("channel").GetString()!, envelope.GetProperty("snapshot").GetRawText());
        }

        Assert.Equal("""{"candles":[]}""", snapshots[Candles]);
        Assert.Equal("""{"ticker":null}""", snapshots[Ticker]);
        Assert.Equal("""{"trades":[],"skipped":0,"gaps":[]}""", snapshots[Trades]);
    }

    [Fact]
    public async Task Payloads_have_the_members_that_the_protocol_names()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Ticker);
        await client.SubscribedAsync(Ticker, "epoch-1", 0, recovered: false);
        await client.SubscribeAsync(Trades);
        await client.SubscribedAsync(Trades, "epoch-1", 0, recovered: false);

        grain[Ticker].Publish(new ChannelPayload { Ticker = Sample.Statistics("BINANCE:BTCUSDT", Sample.Noon.AddMilliseconds(-250)) });
        Assert.StartsWith(
            """{"ticker":{"symbol":"BINANCE:BTCUSDT","last":0.00001312,"lastTradeId":42,"lastTradeTime":1723118399750,"open":0.00001300,""",
            (await client.DataAsync(Ticker, "epoch-1", 1)).GetRawText());

        var instrument = Instrument.Parse("BINANCE:BTCUSDT");
        var time = Timestamp.From(Sample.Noon);
        grain[Trades].Publish(new ChannelPayload
        {
            Trades = [new Trade(instrument, 7, 61837.63m, 0.00000001m, TakerSide.Sell, time, time)],
            Skipped = 3,
            Gaps = [new TradeGap(5, 6, time, time)],
        });
        Assert.Equal(
            """{"trades":[{"id":7,"price":61837.63,"quantity":0.00000001,"side":"sell","time":1723118400000}],"""
            + """ "skipped":3,"gaps":[{"firstId":5,"lastId":6,"from":1723118400000,"to":1723118400000}]} """.Trim(),
            (await client.DataAsync(Trades, "epoch-1", 1)).GetRawText());
    }

    [Fact]
    public async Task Who_comes_back_gets_all_that_it_missed()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        for (var i = 1; i <= 5; i++)
            channel.Publish(Sample.CandleMessage(i));
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync(Candles, "epoch-1", 2);
        await client.SubscribedAsync(Candles, "epoch-1", 2, recovered: true);
        for (var offset = 3; offset <= 5; offset++)
            await client.DataAsync(Candles, "epoch-1", offset);

        channel.Publish(Sample.CandleMessage(6));
        await client.DataAsync(Candles, "epoch-1", 6);
    }

    [Theory]
    [InlineData("epoch-0", 2)]
    [InlineData("epoch-1", 0)]
    [InlineData("epoch-1", 99)]
    public async Task Who_can_not_be_brought_up_gets_a_snapshot_and_never_a_part(string epoch, long offset)
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        channel.HistoryLimit = 3;
        for (var i = 1; i <= 5; i++)
            channel.Publish(Sample.CandleMessage(i));
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync(Candles, epoch, offset);
        await client.SubscribedAsync(Candles, "epoch-1", 5, recovered: false);
        channel.Publish(Sample.CandleMessage(6));
        await client.DataAsync(Candles, "epoch-1", 6);
    }

    [Fact]
    public async Task What_is_published_while_the_grain_answers_is_neither_lost_nor_doubled()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        await using var early = await ConnectAsync(host);
        await early.SubscribeAsync(Candles);
        await early.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);
        host.Time.Advance(FeedState.SnapshotAge * 2);

        var gate = new TaskCompletionSource();
        grain.Gate = gate.Task;
        await using var late = await ConnectAsync(host);
        await late.SubscribeAsync(Candles);
        grain[Candles].Publish(Sample.CandleMessage(1));
        await early.DataAsync(Candles, "epoch-1", 1);
        gate.SetResult();

        await late.SubscribedAsync(Candles, "epoch-1", 1, recovered: false);
        grain[Candles].Publish(Sample.CandleMessage(2));
        await late.DataAsync(Candles, "epoch-1", 2);
        await early.DataAsync(Candles, "epoch-1", 2);
    }

    [Fact]
    public async Task A_message_lost_on_the_way_is_fetched_before_the_next()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        channel.Publish(Sample.CandleMessage(1));
        channel.Publish(Sample.CandleMessage(2), lost: true);
        channel.Publish(Sample.CandleMessage(3));

        for (var offset = 1; offset <= 3; offset++)
            await client.DataAsync(Candles, "epoch-1", offset);
    }

    [Fact]
    public async Task The_last_message_lost_is_fetched_when_the_observer_renews()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        channel.Publish(Sample.CandleMessage(1), lost: true);
        host.Time.Advance(ChannelFeed.RenewEvery);

        await client.DataAsync(Candles, "epoch-1", 1);
    }

    [Fact]
    public async Task A_grain_that_starts_over_is_shown_as_a_new_epoch_with_a_snapshot()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        channel.Restart("epoch-2");
        channel.Publish(Sample.CandleMessage(1));
        host.Time.Advance(ChannelFeed.RenewEvery);

        await client.SubscribedAsync(Candles, "epoch-2", 1, recovered: false);
        channel.Publish(Sample.CandleMessage(2));
        await client.DataAsync(Candles, "epoch-2", 2);
    }

    [Fact]
    public async Task After_unsubscribing_nothing_more_comes_and_the_grain_is_let_go()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        await client.UnsubscribeAsync("candles:BTCUSDT:1m");
        await client.TypeAsync("unsubscribed");
        await Eventually.BecomesAsync(1, () => grain.Unsubscriptions, "subscriptions ended at the grain");
        grain[Candles].Publish(Sample.CandleMessage(1));
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task Subscribing_again_starts_the_channel_over()
    {
        await using var host = await GatewayHost.StartAsync();
        var channel = host.Market["BINANCE:BTCUSDT"][Candles];
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        channel.Publish(Sample.CandleMessage(1));
        await client.DataAsync(Candles, "epoch-1", 1);
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task A_connection_that_goes_leaves_no_subscription_behind()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        await using (var client = await ConnectAsync(host))
        {
            await client.SubscribeAsync(Candles);
            await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);
            Assert.Equal(1, host.Metrics.Connections);
        }

        await Eventually.BecomesAsync(1, () => grain.Unsubscriptions, "subscriptions ended at the grain");
        await Eventually.BecomesAsync(0, () => (int)host.Metrics.Connections, "open connections");
    }

    [Fact]
    public async Task What_is_wrong_is_answered_and_the_connection_stays()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxSubscriptions = 1);
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync("candles:BTCUSDT:2m");
        await client.ErrorAsync("unknown-channel", "1m, 5m, 15m, 1h, 4h, 1d", "candles:BTCUSDT:2m");
        await client.SubscribeAsync(new string('x', 1000));
        await client.ErrorAsync("unknown-channel", "ticker:VENUE:SYMBOL", new string('x', 64) + "…");
        await client.SubscribeAsync("ticker:NOPE");
        await client.ErrorAsync("unknown-symbol", "BINANCE:NOPE", "ticker:NOPE");
        await client.SubscribeAsync(Candles, "epoch-1", -1);
        await client.ErrorAsync("invalid-position", "-1", Candles);
        await client.UnsubscribeAsync(Candles);
        await client.ErrorAsync("not-subscribed", Candles, Candles);
        Assert.DoesNotContain("BINANCE:NOPE", host.Market.Activated);

        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);
        await client.SubscribeAsync(Ticker);
        await client.ErrorAsync("too-many-subscriptions", "1 channels", Ticker);
    }

    [Fact]
    public async Task Too_many_operations_are_refused_until_time_has_passed()
    {
        await using var host = await GatewayHost.StartAsync(options => (options.OperationBurst, options.OperationsPerSecond) = (3, 1));
        await using var client = await ConnectAsync(host);
        for (var i = 0; i < 3; i++)
        {
            await client.PingAsync();
            await client.TypeAsync("pong");
        }

        await client.PingAsync();
        await client.ErrorAsync("too-many-operations", "1 operations a second");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task A_grain_that_fails_is_an_error_and_the_client_may_try_again()
    {
        await using var host = await GatewayHost.StartAsync();
        var grain = host.Market["BINANCE:BTCUSDT"];
        grain.Failure = new TimeoutException("no answer");
        await using var client = await ConnectAsync(host);

        await client.SubscribeAsync(Candles);
        await client.ErrorAsync("unavailable", "Subscribe again", Candles);

        grain.Failure = null;
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await ConnectAsync(host);
        await client.SubscribeAsync(Candles);
        await client.SubscribedAsync(Candles, "epoch-1", 0, recovered: false);

        var stopping = Task.Run(host.StopAsync);
        await client.ClosingAsync("shutdown", host.Time);
        await stopping;
    }

    [Fact]
    public async Task One_connection_too_many_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MaxConnections = 1);
        await using var first = await ConnectAsync(host);
        await first.PingAsync();
        await first.TypeAsync("pong");

        await AssertRefusedAsync(host);

        await first.PingAsync();
        await first.TypeAsync("pong");
    }

    private protected abstract Task AssertRefusedAsync(GatewayHost host);
}
