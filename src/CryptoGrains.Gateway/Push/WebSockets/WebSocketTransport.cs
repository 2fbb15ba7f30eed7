using System.Net.WebSockets;
using CryptoGrains.Gateway.Push.Connections;

namespace CryptoGrains.Gateway.Push.WebSockets;

/// <summary>Envelopes over a plain WebSocket: one text frame each.</summary>
internal sealed class WebSocketTransport(WebSocket socket) : IPushTransport
{
    /// <summary>The close status of a slow consumer, from the range that applications may use.</summary>
    public const WebSocketCloseStatus SlowConsumer = (WebSocketCloseStatus)4008;

    public async Task SendAsync(List<Envelope> batch, CancellationToken cancellationToken)
    {
        foreach (var envelope in batch)
            await socket.SendAsync(envelope.Utf8, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    public Task CloseAsync(string? reason, CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return Task.CompletedTask;

        var status = reason switch
        {
            null => WebSocketCloseStatus.NormalClosure,
            CloseReasons.SlowConsumer => SlowConsumer,
            CloseReasons.Shutdown => WebSocketCloseStatus.EndpointUnavailable,
            CloseReasons.MessageTooLarge => WebSocketCloseStatus.MessageTooBig,
            _ => WebSocketCloseStatus.PolicyViolation,
        };
        return socket.CloseOutputAsync(status, reason, cancellationToken);
    }

    public void Abort() => socket.Abort();
}
