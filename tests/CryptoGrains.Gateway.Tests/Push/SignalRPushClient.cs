using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>A real SignalR client over a WebSocket.</summary>
internal sealed class SignalRPushClient : IPushClient
{
    private readonly EnvelopeQueue _queue = new();

    private SignalRPushClient(HubConnection hub) => Hub = hub;

    public HubConnection Hub { get; }

    public static async Task<SignalRPushClient> ConnectAsync(Uri server)
    {
        var address = new UriBuilder(new Uri(server, "/hubs/market")) { Scheme = "ws" }.Uri;
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address));
        builder.Services.AddSingleton<IConnectionFactory, WebSocketConnectionFactory>();
        builder.AddJsonProtocol();
        var client = new SignalRPushClient(builder.Build());
        client.Hub.On<JsonElement[]>("message", batch =>
        {
            foreach (var envelope in batch)
                client._queue.Add(envelope);
        });
        client.Hub.Closed += _ =>
        {
            client._queue.End();
            return Task.CompletedTask;
        };
        await client.Hub.StartAsync(TestContext.Current.CancellationToken);
        return client;
    }

    public Task SubscribeAsync(string channel, string? epoch = null, long? offset = null) =>
        Hub.InvokeAsync("Subscribe", channel, epoch, offset, TestContext.Current.CancellationToken);

    public Task UnsubscribeAsync(string channel) => Hub.InvokeAsync("Unsubscribe", channel, TestContext.Current.CancellationToken);

    public Task PingAsync() => Hub.InvokeAsync("Ping", TestContext.Current.CancellationToken);

    public Task<JsonElement> NextAsync(string expected) => _queue.NextAsync(expected);

    public Task EndAsync() => _queue.EndAsync();

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
