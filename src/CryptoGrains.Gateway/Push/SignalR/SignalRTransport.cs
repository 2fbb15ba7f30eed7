using CryptoGrains.Gateway.Push.Connections;
using Microsoft.AspNetCore.SignalR;

namespace CryptoGrains.Gateway.Push.SignalR;

/// <summary>
/// Envelopes over SignalR: one call of "message" for each batch. The call completes when the connection's pipe has room, so a client
/// that does not read fills our outbox, which is bounded, and not SignalR's.
/// </summary>
internal sealed class SignalRTransport(ISingleClientProxy client, HubCallerContext context, TimeProvider time) : IPushTransport
{
    /// <summary>
    /// How long a client may take to read "closing" and go. SignalR does not tell when its pipe has been read out.
    /// </summary>
    public static readonly TimeSpan LastWordTime = TimeSpan.FromSeconds(1);

    public Task SendAsync(List<Envelope> batch, CancellationToken cancellationToken) =>
        client.SendCoreAsync("message", [new EnvelopeBatch(batch)], cancellationToken);

    public async Task CloseAsync(string? reason, CancellationToken cancellationToken)
    {
        if (reason is not null)
            await Task.Delay(LastWordTime, time, context.ConnectionAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Abort();
    }

    public void Abort() => context.Abort();
}
