using System.Buffers.Text;
using CryptoGrains.Streams.Segments;
using Microsoft.AspNetCore.Builder;

namespace CryptoGrains.Bench;

/// <summary>
/// 10,000 trades a second, pushed to 1,000 WebSockets that follow the trades of one of 100 instruments each. Measured is how old the
/// newest trade of a message is when the message arrives, from its append to the log on; and the oldest, which waits for the
/// conflation besides. The peer sends messages of the same length at the same pace from the same server, and does nothing else.
/// </summary>
internal static class PushBenchmark
{
    public const int Instruments = 100;

    private const int Connections = 1_000;
    private const int TradesPerSecond = 10_000;
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public static async Task RunAsync()
    {
        var rounds = new List<(PushRun Ours, PushRun Peer)>();
        for (var round = 0; round <= Rounds; round++)
        {
            var ours = await OursAsync();
            var peer = await PeerAsync((int)ours.MessageBytes);
            if (round > 0)
                rounds.Add((ours, peer));
        }

        Console.WriteLine(
            $"push, {Connections:N0} connections: ours {Comparison.Rate(Of(pair => pair.Ours.PerSecond))} messages/s, "
            + $"newest trade p50 {Of(pair => pair.Ours.NewestP50):0.0} ms, p99 {Of(pair => pair.Ours.NewestP99):0.0} ms (budget 50 ms), "
            + $"oldest p99 {Of(pair => pair.Ours.OldestP99):0.0} ms; bare fan-out {Comparison.Rate(Of(pair => pair.Peer.PerSecond))} messages/s, "
            + $"p50 {Of(pair => pair.Peer.NewestP50):0.0} ms, p99 {Of(pair => pair.Peer.NewestP99):0.0} ms, "
            + $"ratio of p99 {Of(pair => pair.Ours.NewestP99 / pair.Peer.NewestP99):0.0}");

        double Of(Func<(PushRun Ours, PushRun Peer), double> value) => Comparison.Median(rounds.Select(value));
    }

    private static async Task<PushRun> OursAsync()
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder.Path, "log"), FsyncPolicy.Never);
        await using var node = await WebNode.StartAsync(log, folder.Path, _ => { });
        var market = new PacedTrades(log, Instruments, TradesPerSecond);
        await market.OpenAsync();
        await node.Pump.CaughtUpAsync(CancellationToken.None);

        return await PushRun.OfAsync(
            node.Address,
            Connections,
            connection => $"/ws/stream/{SampleTrades.Name(connection % Instruments)}?channels=trades",
            (connection, message) =>
            {
                if (message.IndexOf("\"type\":\"data\""u8) < 0)
                    return null;

                var instrument = connection % Instruments;
                return (market.AppendedAt(instrument, IdAt(message, message.LastIndexOf(Id))), market.AppendedAt(instrument, IdAt(message, message.IndexOf(Id))));
            },
            market.RunAsync,
            WarmUp,
            Length);
    }

    private static async Task<PushRun> PeerAsync(int messageBytes)
    {
        using var folder = new TemporaryFolder();
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder.Path, "log"), FsyncPolicy.Never);
        var fanOut = new BareFanOut(Instruments, messageBytes);
        await using var node = await WebNode.StartAsync(log, folder.Path, app => app.Map("/bare/{group:int}", fanOut.ServeAsync));
        return await PushRun.OfAsync(
            node.Address,
            Connections,
            connection => $"/bare/{connection % Instruments}",
            (_, message) => (BitConverter.ToInt64(message), BitConverter.ToInt64(message)),
            fanOut.RunAsync,
            WarmUp,
            Length);
    }

    private static ReadOnlySpan<byte> Id => "\"id\":"u8;

    private static long IdAt(ReadOnlySpan<byte> message, int index) => Utf8Parser.TryParse(message[(index + Id.Length)..], out long id, out _)
        ? id
        : throw new InvalidDataException("A message of trades has no trade.");
}
