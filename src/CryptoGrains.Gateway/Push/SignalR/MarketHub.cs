using CryptoGrains.Gateway.Push.Connections;
using Microsoft.AspNetCore.SignalR;

namespace CryptoGrains.Gateway.Push.SignalR;

/// <summary>
/// The hub, <c>/hubs/market</c>. Everything it has to say, errors too, comes to the client's handler "message" as a batch of
/// envelopes, in order.
/// </summary>
internal sealed class MarketHub(PushConnections connections, IHubContext<MarketHub> hub, TimeProvider time) : Hub
{
    public override Task OnConnectedAsync()
    {
        var transport = new SignalRTransport(hub.Clients.Client(Context.ConnectionId), Context, time);
        if (connections.TryOpen() is not { } connection)
            return RefuseAsync(transport);

        Context.Items[typeof(PushConnection)] = connection;
        _ = connection.RunAsync(transport);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Connection is { } connection)
            connections.Release(connection);
        return Task.CompletedTask;
    }

    /// <summary>Follows a channel, from the epoch and offset last seen of it, or from a snapshot where they are null.</summary>
    public Task Subscribe(string? channel, string? epoch, long? offset) =>
        Connection?.SubscribeAsync(channel, epoch, offset) ?? Task.CompletedTask;

    /// <summary>Follows a channel no more.</summary>
    public void Unsubscribe(string? channel) => Connection?.Unsubscribe(channel);

    /// <summary>Answers "pong".</summary>
    public void Ping() => Connection?.Ping();

    private PushConnection? Connection =>
        Context.Items.TryGetValue(typeof(PushConnection), out var connection) ? (PushConnection?)connection : null;

    private static async Task RefuseAsync(SignalRTransport transport)
    {
        await transport.SendAsync([Envelopes.Closing(CloseReasons.TooManyConnections)], CancellationToken.None);
        transport.Abort();
    }
}
