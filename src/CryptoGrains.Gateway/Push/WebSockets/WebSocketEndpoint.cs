using System.Net.WebSockets;
using CryptoGrains.Gateway.Http;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Grains;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Gateway.Push.WebSockets;

/// <summary><c>/ws/stream/{symbol}?channels=…</c>: the push protocol over a plain WebSocket.</summary>
internal sealed class WebSocketEndpoint(
    Instruments instruments, PushConnections connections, GatewayOptions options, ILogger<WebSocketEndpoint> logger)
{
    /// <summary>What is followed where the client does not say.</summary>
    public const string UsualChannels = "ticker,trades,candles:1m";

    // A peer that is gone without a word is noticed within half a minute.
    private static readonly WebSocketAcceptContext Accept = new()
    {
        KeepAliveInterval = TimeSpan.FromSeconds(15),
        KeepAliveTimeout = TimeSpan.FromSeconds(15),
    };

    public async Task<IResult> RunAsync(HttpContext context, string symbol, string? channels)
    {
        var reader = new QueryReader(context.Request.Query, nameof(channels));
        var (instrument, grain, unknown) = await instruments.ResolveLiveAsync(symbol, context.RequestAborted);
        var names = (channels ?? UsualChannels).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => NameOf(name, instrument.Name)).ToArray();
        foreach (var name in names)
        {
            if (grain is not null && !Channel.TryParse(name, options.PrimaryVenue, out _))
            {
                reader.Refuse(
                    ProblemCodes.BadChannel,
                    $"'{QueryReader.Shorten(name)}' is not a channel. Write ticker, trades or candles:INTERVAL, with commas between.");
            }

        }

        if ((reader.Problem ?? unknown) is { } problem)
            return problem.ToResult();
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            return new Problem(
                StatusCodes.Status426UpgradeRequired,
                ProblemCodes.WebSocketRequired,
                "This path speaks WebSocket. Use ws:// or wss://, or read /api/v1/realtime.").ToResult();
        }

        if (connections.TryOpen() is not { } connection)
        {
            return new Problem(
                StatusCodes.Status503ServiceUnavailable,
                ProblemCodes.TooManyConnections,
                $"The server has {options.MaxConnections} push connections, the most allowed. Try again later.").ToResult();
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(Accept);
            await ServeAsync(socket, connection, names);
        }
        finally
        {
            connections.Release(connection);
        }

        return Results.Empty;
    }

    private async Task ServeAsync(WebSocket socket, PushConnection connection, string[] names)
    {
        var sending = connection.RunAsync(new WebSocketTransport(socket));
        try
        {
            foreach (var name in names)
                await connection.SubscribeAsync(name, epoch: null, offset: null);
            await new WebSocketReader(socket, connection, options).RunAsync();
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            logger.LogDebug(gone, "A WebSocket client broke off.");
        }

        connection.Leave();
        await sending;
    }

    /// <summary><c>candles:1m</c> of an instrument is <c>candles:VENUE:SYMBOL:1m</c>.</summary>
    private static string NameOf(string name, string instrument)
    {
        var colon = name.IndexOf(':');
        return colon < 0 ? $"{name}:{instrument}" : $"{name[..colon]}:{instrument}{name[colon..]}";
    }
}
