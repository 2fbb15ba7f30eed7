using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Bench;

/// <summary>The least a server can do to tell groups of WebSockets something in every period: write the same bytes to each.</summary>
internal sealed class BareFanOut(int groups, int messageBytes, TimeSpan period)
{
    private readonly List<WebSocket>[] _groups = [.. Enumerable.Range(0, groups).Select(_ => new List<WebSocket>())];

    /// <summary>Takes a socket into its group until its client leaves.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var group = _groups[int.Parse(context.Request.RouteValues["group"]!.ToString()!)];
        lock (group)
            group.Add(socket);

        try
        {
            await socket.ReceiveAsync(new byte[16], context.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // It left without a word.
        }
    }

    /// <summary>Sends to one group after another, each as often as the others, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var message = new byte[messageBytes];
        var begin = Stopwatch.GetTimestamp();
        for (var sent = 0L; !stop.IsCancellationRequested;)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(begin) / period * groups); sent < due; sent++)
            {
                BitConverter.TryWriteBytes(message, Stopwatch.GetTimestamp());
                await Task.WhenAll(_groups[sent % groups].Select(socket => socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None)));
            }

            await Task.Delay(1, CancellationToken.None);
        }
    }
}
