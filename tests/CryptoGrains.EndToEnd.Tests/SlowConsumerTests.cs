using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CryptoGrains.EndToEnd.Tests;

/// <summary>A client of a busy node that stops reading.</summary>
public sealed class SlowConsumerTests
{
    private const long Megabyte = 1 << 20;

    // What a connection may hold is 4 MiB; the rest is what a busy .NET process breathes.
    private const long MostGrowth = 96 * Megabyte;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task It_is_closed_as_a_slow_consumer_with_the_nodes_memory_flat_and_resumes()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var data = new TemporaryFolder();
        await using var node = NodeProcess.Start(data.Path, "--feed", "sim?instruments=40&rate=20000", "--fsync", "never");
        var url = await node.UrlAsync();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await UntilAsync("40 instruments are listed", async () => (await client.GetStringAsync("/api/v1/symbols", patience.Token)).Split("SIM:").Length > 40, patience.Token);

        using var socket = await ConnectAsync(url, "BTCUSDT?channels=ticker", patience.Token);
        var symbols = JsonDocument.Parse(await client.GetStringAsync("/api/v1/symbols", patience.Token)).RootElement.GetProperty("symbols");
        foreach (var symbol in symbols.EnumerateArray().Select(symbol => symbol.GetProperty("instrument").GetString()))
        {
            await SendAsync(socket, $$"""{"op":"subscribe","channel":"trades:{{symbol}}"}""", patience.Token);
            await SendAsync(socket, $$"""{"op":"subscribe","channel":"candles:{{symbol}}:1m"}""", patience.Token);
        }

        // From here on nothing is read.
        var before = node.WorkingSet;
        await UntilAsync(
            "one slow consumer is counted",
            async () => (await client.GetStringAsync("/metrics", patience.Token)).Contains("cryptograins_gateway_push_slow_consumers_total 1"),
            patience.Token);
        Assert.True(node.WorkingSet - before < MostGrowth, $"The node grew from {before / Megabyte} to {node.WorkingSet / Megabyte} MiB.");

        var (last, closing) = await ReadToTheEndAsync(socket, patience.Token);
        Assert.Equal("slow-consumer", closing);
        Assert.Equal((4008, "slow-consumer"), ((int)socket.CloseStatus!, socket.CloseStatusDescription));

        using var again = await ConnectAsync(url, "BTCUSDT?channels=ticker", patience.Token);
        await SendAsync(
            again,
            $$"""{"op":"subscribe","channel":"{{last.Channel}}","epoch":"{{last.Epoch}}","offset":{{last.Offset}}}""",
            patience.Token);
        var answer = await ReadUntilAsync(again, envelope => Is(envelope, "subscribed", last.Channel), patience.Token);
        Assert.True(answer.GetProperty("recovered").GetBoolean());
        var next = await ReadUntilAsync(again, envelope => Is(envelope, "data", last.Channel), patience.Token);
        Assert.Equal(last.Offset + 1, next.GetProperty("offset").GetInt64());
    }

    private static async Task<ClientWebSocket> ConnectAsync(string url, string path, CancellationToken patience)
    {
        var socket = new ClientWebSocket();
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = ConnectNarrowlyAsync });
        await socket.ConnectAsync(new Uri($"{url.Replace("http", "ws")}/ws/stream/{path}"), invoker, patience);
        return socket;
    }

    /// <summary>A connection on whose way to us little fits, so that not reading is felt soon.</summary>
    private static async ValueTask<Stream> ConnectNarrowlyAsync(SocketsHttpConnectionContext context, CancellationToken patience)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 * 1024, NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, patience);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static Task SendAsync(ClientWebSocket socket, string message, CancellationToken patience) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, patience);

    /// <summary>The last data envelope of a trades channel, and the reason in the closing one.</summary>
    private static async Task<((string Channel, string Epoch, long Offset) Last, string? Closing)> ReadToTheEndAsync(
        ClientWebSocket socket, CancellationToken patience)
    {
        var (last, closing) = ((Channel: "", Epoch: "", Offset: 0L), (string?)null);
        while (await ReadAsync(socket, patience) is { } envelope)
        {
            var type = envelope.GetProperty("type").GetString();
            if (type == "closing")
                closing = envelope.GetProperty("reason").GetString();
            else if (type == "data" && envelope.GetProperty("channel").GetString() is { } channel && channel.StartsWith("trades:", StringComparison.Ordinal))
                last = (channel, envelope.GetProperty("epoch").GetString()!, envelope.GetProperty("offset").GetInt64());
        }

        Assert.NotEqual(0, last.Offset);
        return (last, closing);
    }

    private static async Task<JsonElement> ReadUntilAsync(ClientWebSocket socket, Func<JsonElement, bool> isIt, CancellationToken patience)
    {
        while (true)
        {
            var envelope = await ReadAsync(socket, patience) ?? throw new InvalidOperationException("The connection ended before it came.");
            if (isIt(envelope))
                return envelope;
        }
    }

    private static bool Is(JsonElement envelope, string type, string channel) =>
        envelope.GetProperty("type").GetString() == type && envelope.GetProperty("channel").GetString() == channel;

    private static async Task<JsonElement?> ReadAsync(ClientWebSocket socket, CancellationToken patience)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, patience);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return JsonSerializer.Deserialize<JsonElement>(message.GetBuffer().AsSpan(0, (int)message.Length));
        }
    }

    private static async Task UntilAsync(string what, Func<Task<bool>> condition, CancellationToken patience)
    {
        try
        {
            while (!await condition())
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience);
        }
        catch (OperationCanceledException overdue)
        {
            throw new TimeoutException($"Not within {Patience}: {what}.", overdue);
        }
    }
}
