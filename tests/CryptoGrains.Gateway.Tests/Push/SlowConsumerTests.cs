using System.Net.WebSockets;
using System.Text;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Gateway.Push.WebSockets;
using CryptoGrains.Gateway.Tests.Support;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>Clients on real sockets that stop reading.</summary>
public sealed class SlowConsumerTests
{
    private const string Trades = "trades:BINANCE:BTCUSDT";
    private const int OutboxBytes = 256 * 1024;

    /// <summary>More than the operating system's socket buffers and every buffer of the server hold together.</summary>
    private const int MoreThanBuffers = 200 * 1024 * 1024;

    [Fact]
    public async Task It_is_closed_while_the_server_stays_small_and_resumes_from_the_offset_it_has()
    {
        await using var host = await GatewayHost.StartAsync(options => options.OutboxBytes = OutboxBytes);
        var channel = host.Market["BINANCE:BTCUSDT"][Trades];
        channel.HistoryLimit = int.MaxValue;
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address, "/ws/stream/BTCUSDT?channels=trades", reads: false);
        await Eventually.BecomesAsync(1, () => channel.ObserverCount, "observers of the channel");

        await PublishUntilClosedAsync(host, channel);

        // What waited is given up; what is left are the socket's own buffers and the last word.
        Assert.InRange(host.WaitingBytes, 0, Outbox.BatchBytes);
        client.Read();
        await client.SubscribedAsync(Trades, "epoch-1", 0, recovered: false);
        var last = 0L;
        while (await client.NextAsync("data, and 'closing' after it") is var envelope && envelope.GetProperty("type").GetString() == "data")
            Assert.Equal(++last, envelope.GetProperty("offset").GetInt64());
        await client.EndAsync();
        Assert.Equal(WebSocketTransport.SlowConsumer, client.Socket.CloseStatus);
        Assert.Equal("slow-consumer", client.Socket.CloseStatusDescription);

        last = channel.Offset - 2;
        await using var again = await WebSocketPushClient.ConnectAsync(host.Address);
        await again.SubscribeAsync(Trades, "epoch-1", last);
        await again.SubscribedAsync(Trades, "epoch-1", last, recovered: true);
        await again.DataAsync(Trades, "epoch-1", last + 1);
        await again.DataAsync(Trades, "epoch-1", last + 2);
    }

    [Fact]
    public async Task One_that_never_reads_again_is_cut_off()
    {
        await using var host = await GatewayHost.StartAsync(options => options.OutboxBytes = OutboxBytes);
        var channel = host.Market["BINANCE:BTCUSDT"][Trades];
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address, "/ws/stream/BTCUSDT?channels=trades", reads: false);
        await Eventually.BecomesAsync(1, () => channel.ObserverCount, "observers of the channel");

        await PublishUntilClosedAsync(host, channel);
        host.Time.Advance(PushConnection.DrainTime);

        await Eventually.BecomesAsync(0, () => (int)host.Metrics.Connections, "open connections");
    }

    [Fact]
    public async Task Over_SignalR_too_the_pipe_pushes_back_into_the_bounded_outbox()
    {
        await using var host = await GatewayHost.StartAsync(options => options.OutboxBytes = OutboxBytes);
        var channel = host.Market["BINANCE:BTCUSDT"][Trades];
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(host.Address, "/hubs/market")) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await SendAsync(socket, """{"type":1,"target":"Subscribe","arguments":["trades:BTCUSDT",null,null]}""");

        // The last that it reads: from here on all that is published is sent to it.
        await ReadUntilAsync(socket, "subscribed");

        await PublishUntilClosedAsync(host, channel);
        host.Time.Advance(PushConnection.DrainTime);

        await Eventually.BecomesAsync(0, () => (int)host.Metrics.Connections, "open connections");
    }

    /// <summary>Publishes no faster than the server passes on, until it passes on no more and the outbox overflows.</summary>
    private static async Task PublishUntilClosedAsync(GatewayHost host, FakeChannel channel)
    {
        var instrument = Instrument.Parse("BINANCE:BTCUSDT");
        var time = Timestamp.From(Sample.Noon);
        var trade = new Trade(instrument, 1, 61837.63m, 0.5m, TakerSide.Buy, time, time);
        var message = new ChannelPayload { Trades = [.. Enumerable.Repeat(trade, 100)] };
        const int MessageBytes = 7_000;

        var isStuck = false;
        for (var sent = 0; host.Metrics.SlowConsumers == 0; sent += MessageBytes)
        {
            Assert.True(sent < MoreThanBuffers, $"{sent} bytes went to a client that does not read, and still the server takes more");
            channel.Publish(message);
            Assert.InRange(host.WaitingBytes, 0, OutboxBytes + Outbox.BatchBytes);
            isStuck = isStuck || !await Eventually.TryAsync(() => host.WaitingBytes == 0, TimeSpan.FromMilliseconds(500));
        }

        Assert.True(isStuck);
    }

    private static async Task ReadUntilAsync(ClientWebSocket socket, string text)
    {
        var buffer = new byte[4_096];
        var read = string.Empty;
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            read += Encoding.UTF8.GetString(buffer, 0, part.Count);
        }
    }

    private static Task SendAsync(ClientWebSocket socket, string message) => socket.SendAsync(
        Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
}
