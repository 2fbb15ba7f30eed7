using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>A plain WebSocket client.</summary>
internal sealed class WebSocketPushClient : IPushClient
{
    private readonly ClientWebSocket _socket = new();
    private readonly EnvelopeQueue _queue = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    public ClientWebSocket Socket => _socket;

    public static async Task<WebSocketPushClient> ConnectAsync(Uri server, string pathAndQuery = "/ws/stream/BTCUSDT?channels=", bool reads = true)
    {
        var client = new WebSocketPushClient();
        var address = new UriBuilder(new Uri(server, pathAndQuery)) { Scheme = "ws" }.Uri;
        await client._socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        if (reads)
            client.Read();
        return client;
    }

    public void Read() => _reading = Task.Run(ReadAsync);

    public Task SubscribeAsync(string channel, string? epoch = null, long? offset = null) =>
        SendAsync(JsonSerializer.Serialize(new { op = "subscribe", channel, epoch, offset }));

    public Task UnsubscribeAsync(string channel) => SendAsync(JsonSerializer.Serialize(new { op = "unsubscribe", channel }));

    public Task PingAsync() => SendAsync("""{"op":"ping"}""");

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) =>
        _socket.SendAsync(bytes, type, endOfMessage: true, TestContext.Current.CancellationToken);

    public Task<JsonElement> NextAsync(string expected) => _queue.NextAsync(expected);

    public Task EndAsync() => _queue.EndAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1024 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token);
                    break;
                }

                using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
                _queue.Add(document.RootElement);
            }
        }
        catch (Exception over) when (over is WebSocketException or OperationCanceledException)
        {
            // The end of the connection, in whichever way it comes, is what EndAsync waits for.
        }

        _queue.End();
    }
}
