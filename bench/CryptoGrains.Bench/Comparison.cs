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
    /// <param name="ours">One run of ours, which measures what it is about and leaves out what it only prepares.</param>
    /// <param name="peerName">What ours is held against.</param>
    /// <param name="peer">One run of the peer.</param>
    /// <param name="rounds">How many pairs, besides the first, which warms up and is not counted.</param>
    public static async Task RunAsync(
        string name, string unit, Func<Task<Measured>> ours, string peerName, Func<Task<Measured>> peer, int rounds = Rounds)
    {
        await ours();
        await peer();
        var pairs = new List<(Measured Ours, Measured Peer)>();
        for (var round = 0; round < rounds; round++)
            pairs.Add((await ours(), await peer()));

        var our = Median(pairs.Select(pair => pair.Ours.PerSecond));
        var theirs = Median(pairs.Select(pair => pair.Peer.PerSecond));
        var ratio = Median(pairs.Select(pair => pair.Ours.PerSecond / pair.Peer.PerSecond));
        var bytes = Median(pairs.Select(pair => pair.Ours.BytesEach));
        Console.WriteLine(
            $"{name}: ours {Rate(our)} {unit}/s ({bytes:0.##} B allocated each), {peerName} {Rate(theirs)} {unit}/s, ratio {ratio:0.00}");
    }

    /// <summary>Compares work that needs no preparation.</summary>
    public static Task RunAsync(string name, string unit, long count, Action ours, string peerName, Action peer) =>
        RunAsync(name, unit, () => MeasureAsync(count, ours), peerName, () => MeasureAsync(count, peer));

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>A number a second, in three or four digits.</summary>
    public static string Rate(double value) => value switch
    {
        >= 1e6 => $"{value / 1e6:0.00} M",
        >= 1e3 => $"{value / 1e3:0.0} k",
        _ => $"{value:0.0}",
    };

    private static Task<Measured> MeasureAsync(long count, Action work) => Measured.OfAsync(count, () =>
    {
        work();
        return Task.CompletedTask;
    });
}
