using System.Buffers;
using System.Net.WebSockets;
using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push.WebSockets;

/// <summary>Reads a client's frames and does what they ask, one at a time, until the client closes.</summary>
internal sealed class WebSocketReader(WebSocket socket, PushConnection connection, GatewayOptions options)
{
    /// <summary>What a quiet connection costs; almost every message fits.</summary>
    private const int FirstBuffer = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);

    public async Task RunAsync()
    {
        try
        {
            while (await ReadAsync() is { } frame)
                await DoAsync(frame);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Reads one message; null when the client has closed.</summary>
    private async Task<Frame?> ReadAsync()
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
                Grow();

            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            length += part.Count;
            if (length > options.MaxMessageBytes)
            {
                connection.Refuse(
                    PushErrors.InvalidMessage,
                    $"The message is longer than {options.MaxMessageBytes} bytes, the most allowed. The connection is closed.");
                connection.Outbox.Close(CloseReasons.MessageTooLarge);
                // What still comes is read over, so that the client can answer the close.
                length = 0;
            }

            if (part.EndOfMessage)
                return new Frame(part.MessageType, length);
        }
    }

    private Task DoAsync(Frame frame)
    {
        if (connection.Outbox.Closed.IsCompleted)
            return Task.CompletedTask;

        if (frame.Type == WebSocketMessageType.Binary)
        {
            connection.Refuse(PushErrors.InvalidMessage, "Binary messages are not read. Send text.");
            return Task.CompletedTask;
        }

        if (!ClientMessage.TryRead(_buffer.AsSpan(0, frame.Length), out var message, out var error))
        {
            connection.Refuse(PushErrors.InvalidMessage, error);
            return Task.CompletedTask;
        }

        switch (message.Op)
        {
            case "subscribe":
                return connection.SubscribeAsync(message.Channel, message.Epoch, message.Offset);
            case "unsubscribe":
                connection.Unsubscribe(message.Channel);
                break;
            default:
                connection.Ping();
                break;
        }

        return Task.CompletedTask;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private readonly record struct Frame(WebSocketMessageType Type, int Length);
}
