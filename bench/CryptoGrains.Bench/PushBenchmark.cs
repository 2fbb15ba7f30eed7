using System.Buffers.Text;
using CryptoGrains.Grains;
using CryptoGrains.Streams.Segments;
using Microsoft.AspNetCore.Builder;

namespace CryptoGrains.Bench;

/// <summary>
/// 10,000 trades a second, pushed to 1,000 WebSockets that follow the trades of one of 100 instruments each. Measured is how old the
/// oldest trade of a message is when the message arrives, from its append to the log on: the conflation, for which it waits, and
/// what comes on top. The peer sends messages of the same length as often from the same server, and does nothing else.
/// </summary>
internal static class PushBenchmark
{
    private const int Connections = 1_000;
    private const int Instruments = 100;
    private const int TradesPerSecond = 10_000;
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task RunAsync()
    {
        await RunAsync(new SymbolGrainOptions().Conflation);
        await RunAsync(TimeSpan.FromMilliseconds(25));
    }

    private static async Task RunAsync(TimeSpan conflation)
    {
        var rounds = new List<(PushRun Ours, PushRun Peer)>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = await OursAsync(conflation);
            var peer = await PeerAsync((int)ours.MessageBytes, conflation);
            if (round > 0)
                rounds.Add((ours, peer));
        }

        var wait = conflation.TotalMilliseconds;
        Console.WriteLine(
            $"push, {Connections:N0} connections, conflation {wait} ms: ours {Comparison.Rate(Of(pair => pair.Ours.PerSecond))} messages/s, "
            + $"trade to client p50 {Of(pair => pair.Ours.P50):0.0} ms, p99 {Of(pair => pair.Ours.P99):0.0} ms (budget 50 ms), "
            + $"bare fan-out {Comparison.Rate(Of(pair => pair.Peer.PerSecond))} messages/s, p50 {Of(pair => pair.Peer.P50):0.0} ms, p99 {Of(pair => pair.Peer.P99):0.0} ms, "
            + $"ratio of p99 beyond the conflation {Of(pair => (pair.Ours.P99 - wait) / pair.Peer.P99):0.0}");

        double Of(Func<(PushRun Ours, PushRun Peer), double> value) => Comparison.Median(rounds.Select(value));
    }

    private static async Task<PushRun> OursAsync(TimeSpan conflation)
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder.Path, "log"), FsyncPolicy.Never);
        await using var node = await WebNode.StartAsync(log, folder.Path, _ => { }, new SymbolGrainOptions { Conflation = conflation });
        var market = new PacedTrades(log, Instruments, TradesPerSecond);
        await market.OpenAsync();
        await node.Pump.CaughtUpAsync(CancellationToken.None);

        return await PushRun.OfAsync(
            node.Address,
            Connections,
            connection => $"/ws/stream/{SampleTrades.Name(connection % Instruments)}?channels=trades",
            (connection, message) => message.IndexOf("\"type\":\"data\""u8) < 0 ? null : market.AppendedAt(connection % Instruments, FirstId(message)),
            market.RunAsync,
            WarmUp,
            Length);
    }

    private static async Task<PushRun> PeerAsync(int messageBytes, TimeSpan period)
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder.Path, "log"), FsyncPolicy.Never);
        var fanOut = new BareFanOut(Instruments, messageBytes, period);
        await using var node = await WebNode.StartAsync(log, folder.Path, app => app.Map("/bare/{group:int}", fanOut.ServeAsync));
        return await PushRun.OfAsync(
            node.Address,
            Connections,
            connection => $"/bare/{connection % Instruments}",
            (_, message) => BitConverter.ToInt64(message),
            fanOut.RunAsync,
            WarmUp,
            Length);
    }

    private static long FirstId(ReadOnlySpan<byte> message)
    {
        var name = "\"id\":"u8;
        return Utf8Parser.TryParse(message[(message.IndexOf(name) + name.Length)..], out long id, out _)
            ? id
            : throw new InvalidDataException("A message of trades has no trade.");
    }
}
