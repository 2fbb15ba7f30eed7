using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Gateway.Push.SignalR;
using CryptoGrains.Gateway.Push.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Push;

/// <summary>Push: the hub and the WebSocket.</summary>
internal static class PushRoutes
{
    public static void MapPush(this WebApplication app)
    {
        app.MapHub<MarketHub>("/hubs/market");
        app.MapGet(
                "/ws/stream/{symbol}",
                (HttpContext context, WebSocketEndpoint endpoint, string symbol, string? channels = null) =>
                    endpoint.RunAsync(context, symbol, channels))
            .ExcludeFromDescription();

        // Registered after the hub, so called before SignalR cuts its connections: clients hear why.
        var connections = app.Services.GetRequiredService<PushConnections>();
        app.Lifetime.ApplicationStopping.Register(() => connections.CloseAllAsync().Wait(PushConnection.DrainTime));
    }
}
