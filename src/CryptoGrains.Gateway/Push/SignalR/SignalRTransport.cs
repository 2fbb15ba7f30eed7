using CryptoGrains.Gateway.Push.Connections;
using Microsoft.AspNetCore.SignalR;

namespace CryptoGrains.Gateway.Push.SignalR;

/// <summary>
/// Envelopes over SignalR: one call of "message" for each batch. The call completes when the connection's pipe has room, so a client
/// that does not read fills our outbox, which is bounded, and not SignalR's.
/// </summary>
internal sealed class SignalRTransport(ISingleClientProxy client, HubCallerContext context) : IPushTransport
{
    public Task SendAsync(List<Envelope> batch, CancellationToken cancellationToken) =>
        client.SendCoreAsync("message", [new EnvelopeBatch(batch)], cancellationToken);

    public Task CloseAsync(string? reason, CancellationToken cancellationToken)
    {
        Abort();
        return Task.CompletedTask;
    }

    public void Abort() => context.Abort();
}
