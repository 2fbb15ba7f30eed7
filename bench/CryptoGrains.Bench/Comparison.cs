using System.Diagnostics;

namespace CryptoGrains.Bench;

/// <summary>
/// Times two ways in turn, A B A B …, in one process, so that a machine whose speed drifts does not favour either; prints the
/// medians and the median of the ratios pair by pair.
/// </summary>
internal static class Comparison
{
    private const int Rounds = 7;

    /// <summary>Compares, and prints one line.</summary>
    /// <param name="name">What is compared.</param>
    /// <param name="unit">What is counted: trades, records, requests.</param>
    /// <param name="count">How many of them one run does.</param>
    /// <param name="ours">One run of ours.</param>
    /// <param name="peerName">What ours is held against.</param>
    /// <param name="peer">One run of the peer.</param>
    public static async Task RunAsync(string name, string unit, long count, Func<Task> ours, string peerName, Func<Task> peer)
    {
        await ours();
        await peer();
        var pairs = new List<(Measured Ours, Measured Peer)>();
        for (var round = 0; round < Rounds; round++)
            pairs.Add((await MeasureAsync(ours, count), await MeasureAsync(peer, count)));

        var our = Median(pairs.Select(pair => pair.Ours.PerSecond));
        var theirs = Median(pairs.Select(pair => pair.Peer.PerSecond));
        var ratio = Median(pairs.Select(pair => pair.Ours.PerSecond / pair.Peer.PerSecond));
        var bytes = Median(pairs.Select(pair => pair.Ours.BytesEach));
        Console.WriteLine(
            $"{name}: ours {Rate(our)} {unit}/s ({bytes:0.##} B allocated each), {peerName} {Rate(theirs)} {unit}/s, ratio {ratio:0.00}");
    }

    public static void Run(string name, string unit, long count, Action ours, string peerName, Action peer) =>
        RunAsync(name, unit, count, AsTask(ours), peerName, AsTask(peer)).GetAwaiter().GetResult();

    private static Func<Task> AsTask(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static async Task<Measured> MeasureAsync(Func<Task> run, long count)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var begin = Stopwatch.GetTimestamp();
        await run();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new Measured(count / seconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Rate(double value) => value switch
    {
        >= 1e6 => $"{value / 1e6:0.00} M",
        >= 1e3 => $"{value / 1e3:0.0} k",
        _ => $"{value:0.0}",
    };

    private readonly record struct Measured(double PerSecond, double BytesEach);
}
