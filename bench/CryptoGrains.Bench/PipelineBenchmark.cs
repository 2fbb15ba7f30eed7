using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>
/// Log → grains → state: a replay from disk through the pump into the grains, with the checkpoint of all of them at the end. The
/// peer reads the same log, all partitions at once as the pump does, and does nothing.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Count = 5_000_000;
    private const int Instruments = 1_000;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "log");
        await SampleLog.WriteAsync(log, SampleTrades.Make(Count, Instruments));

        // Each replay's states stay until the end: ext4 makes files slowly for five seconds after others were deleted.
        var replays = 0;
        await Comparison.RunAsync(
            "pipeline", "trades", () => ReplayAsync(log, Path.Combine(folder.Path, $"replay-{replays++}")), "reading alone", () => ReadAsync(log), rounds: 5);
    }

    private static async Task<Measured> ReplayAsync(string folder, string states)
    {
        await using var log = await SampleLog.OpenAsync(folder, FsyncPolicy.Never);
        await using var grains = GrainHost.Create(log, states);
        var measured = await Measured.OfAsync(Count, async () =>
        {
            await grains.StartAsync();
            await grains.Pump.CaughtUpAsync(CancellationToken.None);
            await grains.Pump.CheckpointAsync(CancellationToken.None);
        });

        // The next replay is to begin at the beginning as well.
        Directory.Delete(Path.Combine(folder, "readers"), recursive: true);
        return measured;
    }

    private static async Task<Measured> ReadAsync(string folder)
    {
        await using var log = await SampleLog.OpenAsync(folder, FsyncPolicy.Never);
        return await Measured.OfAsync(Count, () => SampleLog.ReadAsync(log));
    }
}
