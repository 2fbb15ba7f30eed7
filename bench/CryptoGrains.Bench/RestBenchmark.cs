using CryptoGrains.Streams.Segments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Bench;

/// <summary>
/// <c>GET ohlcv</c> of 1,000 candles, asked for again and again, over 32 connections that stay open. The peer is the same bytes under
/// the same headers from the same server, held in an array.
/// </summary>
internal static class RestBenchmark
{
    private const int Connections = 32;
    private const int RequestsEach = 250;
    private const int Candles = 1_000;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await SampleLog.WriteAsync(Path.Combine(folder.Path, "log"), SampleTrades.Make(Candles * 120, instruments: 1, perSecond: 1));
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder.Path, "log"), FsyncPolicy.Never);
        var body = Array.Empty<byte>();
        await using var node = await WebNode.StartAsync(log, folder.Path, app => app.MapGet("/static", context => AnswerAsync(context, body)));
        await node.Pump.CaughtUpAsync(CancellationToken.None);

        var path = $"/api/v1/ohlcv/{SampleTrades.Name(0)}?interval=1m&limit={Candles}";
        using (var client = new HttpClient { BaseAddress = node.Address })
            body = await client.GetByteArrayAsync(path);

        await Comparison.RunAsync(
            $"rest, {Candles:N0} candles in {body.Length / 1024} KiB", "requests", () => AskAsync(node.Address, path), "the same bytes static", () => AskAsync(node.Address, "/static"));
    }

    private static async Task<Measured> AskAsync(Uri address, string path)
    {
        var clients = Enumerable.Range(0, Connections).Select(_ => new KeepAliveClient(address, path)).ToArray();
        var measured = await Measured.OfAsync(Connections * RequestsEach, () => Task.WhenAll(clients.Select(client => client.AskAsync(RequestsEach))));
        foreach (var client in clients)
            client.Dispose();
        return measured;
    }

    private static Task AnswerAsync(HttpContext context, byte[] body)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
