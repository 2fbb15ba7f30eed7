using System.Net;
using System.Net.WebSockets;
using CryptoGrains.Gateway.Tests.Support;

namespace CryptoGrains.Gateway.Tests.Push;

public sealed class WebSocketPushTests : PushContractTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_path_names_an_instrument_and_the_query_its_channels()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var usual = await WebSocketPushClient.ConnectAsync(host.Address, "/ws/stream/btcusdt");
        var followed = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 3; i++)
            followed.Add((await usual.NextAsync("the usual three channels")).GetProperty("channel").GetString()!);
        Assert.Equal(["candles:BINANCE:BTCUSDT:1m", "ticker:BINANCE:BTCUSDT", "trades:BINANCE:BTCUSDT"], followed);

        await using var chosen = await WebSocketPushClient.ConnectAsync(host.Address, "/ws/stream/BINANCE:BTCUSDT?channels=candles:1h");
        await chosen.SubscribedAsync("candles:BINANCE:BTCUSDT:1h", "epoch-1", 0, recovered: false);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"op\":5}")]
    [InlineData("{\"op\":\"subscribe\",\"channel\":{}}")]
    [InlineData("{\"op\":\"subscribe\",\"channel\":\"ticker:BTCUSDT\",\"offset\":\"1\"}")]
    [InlineData("{\"op\":\"dance\"}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_malformed_message_is_answered_and_the_connection_stays(string text)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address);

        await client.SendAsync(text);
        await client.ErrorAsync("invalid-message", "subscribe");
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task A_message_of_the_greatest_length_is_read_and_a_longer_one_closes_the_connection()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address);

        await client.SendAsync("""{"op":"ping"}""".PadRight(32 * 1024));
        await client.TypeAsync("pong");

        await client.SendAsync("""{"op":"ping"}""".PadRight((32 * 1024) + 1));
        await client.ErrorAsync("invalid-message", "32768 bytes");
        await client.ClosingAsync("message-too-large");
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.Socket.CloseStatus);
    }

    [Fact]
    public async Task Binary_messages_are_refused_and_the_connection_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address);

        await client.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await client.ErrorAsync("invalid-message", "Send text");
        await client.PingAsync();
        await client.TypeAsync("pong");
    }

    [Fact]
    public async Task A_client_that_closes_is_answered()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await WebSocketPushClient.ConnectAsync(host.Address, reads: false);

        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Stop);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.Socket.CloseStatus);
        await Eventually.BecomesAsync(0, () => (int)host.Metrics.Connections, "open connections");
    }

    [Fact]
    public async Task Before_the_upgrade_mistakes_are_problem_documents()
    {
        await using var host = await GatewayHost.StartAsync();

        await ProblemAssert.IsAsync(await host.Http.GetAsync("/ws/stream/BTCUSDT", Stop), HttpStatusCode.UpgradeRequired, "websocket-required", "ws://");
        await ProblemAssert.IsAsync(await host.Http.GetAsync("/ws/stream/NOPE", Stop), HttpStatusCode.NotFound, "unknown-symbol", "NOPE");
        await ProblemAssert.IsAsync(
            await host.Http.GetAsync("/ws/stream/BTCUSDT?channels=candles:2m", Stop), HttpStatusCode.BadRequest, "unknown-channel", "candles:INTERVAL");
        await ProblemAssert.IsAsync(
            await host.Http.GetAsync("/ws/stream/BTCUSDT?channel=ticker", Stop), HttpStatusCode.BadRequest, "unknown-parameter", "channels");
        Assert.DoesNotContain("BINANCE:NOPE", host.Market.Activated);
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://friend.example", true)]
    public async Task Only_pages_of_allowed_origins_may_connect(string origin, bool allowed)
    {
        await using var host = await GatewayHost.StartAsync(options => options.AllowedOrigins.Add("https://friend.example"));
        foreach (var path in new[] { "/ws/stream/BTCUSDT", "/hubs/market" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Origin", origin);
            var response = await host.Http.SendAsync(request, Stop);
            Assert.Equal(allowed, response.StatusCode != HttpStatusCode.Forbidden);
            if (!allowed)
                await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, "origin-not-allowed", "may not connect");
        }
    }

    private protected override async Task<IPushClient> ConnectAsync(GatewayHost host) => await WebSocketPushClient.ConnectAsync(host.Address);

    private protected override async Task AssertRefusedAsync(GatewayHost host)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => WebSocketPushClient.ConnectAsync(host.Address));
        Assert.Contains("503", refused.Message);
    }
}
