using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace CryptoGrains.Gateway.Tests.Push;

/// <summary>What Microsoft.AspNetCore.SignalR.Client.Core needs to speak over a WebSocket.</summary>
internal sealed class WebSocketConnectionFactory : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        var toClient = new Pipe();
        var toServer = new Pipe();
        var context = new SocketContext(socket, toClient.Reader, toServer.Writer);
        _ = ReceiveAsync(socket, toClient.Writer);
        _ = SendAsync(socket, toServer.Reader);
        return context;
    }

    private static async Task ReceiveAsync(ClientWebSocket socket, PipeWriter writer)
    {
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(writer.GetMemory(4096), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                writer.Advance(part.Count);
                await writer.FlushAsync();
            }
        }
        catch (WebSocketException)
        {
            // The server cut the connection: its end is all there is to tell.
        }

        await writer.CompleteAsync();
    }

    private static async Task SendAsync(ClientWebSocket socket, PipeReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                if (socket.State == WebSocketState.Open)
                    await socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        socket.Dispose();
    }

    private sealed class SocketContext(ClientWebSocket socket, PipeReader input, PipeWriter output) : DefaultConnectionContext
    {
        public override IDuplexPipe Transport { get; set; } = new Duplex(input, output);

        public override void Abort() => socket.Abort();

        public override async ValueTask DisposeAsync()
        {
            await output.CompleteAsync();
            await base.DisposeAsync();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
