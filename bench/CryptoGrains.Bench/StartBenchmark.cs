using System.Diagnostics;
using CryptoGrains.Market;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>
/// Starts a node, as a program of its own, on the snapshots of 1,000 instruments with 1,500 minute candles each: the time to its
/// first answer, and until every instrument has answered, for which every snapshot is read. The peer reads the same files' bytes.
/// </summary>
internal static class StartBenchmark
{
    private const int Rounds = 5;
    private const int Instruments = 1_000;
    private const int Minutes = 1_500;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder.Path);
        var state = Path.Combine(folder.Path, "state");
        var rounds = new List<(double First, double All, double Peer)>();
        for (var round = 0; round < Rounds; round++)
        {
            var peer = ReadFiles(state);
            var (first, all) = await StartAsync(folder.Path);
            rounds.Add((first, all, peer));
        }

        Console.WriteLine(
            $"start, {Instruments:N0} instruments of {Minutes:N0} minute candles: ours {Comparison.Median(rounds.Select(round => round.First)):0.00} s to the first answer "
            + $"and {Comparison.Median(rounds.Select(round => round.All)):0.00} s to an answer of each (budget 3 s), "
            + $"reading their files' bytes {Comparison.Median(rounds.Select(round => round.Peer)):0.000} s, "
            + $"ratio {Comparison.Median(rounds.Select(round => round.First / round.Peer)):0.0}");
    }

    private static async Task PrepareAsync(string folder)
    {
        await using var log = await SampleLog.OpenAsync(Path.Combine(folder, "log"), FsyncPolicy.Never);
        await using var grains = GrainHost.Create(log, folder);
        await grains.StartAsync();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var partitions = SampleLog.Divide(log, EachInstrumentOnce(minute));
            await Task.WhenAll(partitions.Select((entries, partition) => SampleLog.AppendAsync(log, partition, entries)));
        }

        await grains.Pump.CaughtUpAsync(CancellationToken.None);
    }

    private static IEnumerable<Trade> EachInstrumentOnce(int minute)
    {
        var time = SampleTrades.Start + TimeSpan.FromMinutes(minute);
        for (var i = 0; i < Instruments; i++)
        {
            yield return new Trade(
                Instrument.Parse(SampleTrades.Name(i)),
                minute + 1,
                FixedPoint.ToDecimal(1_000_000 + (minute * 37 % 1_000) + i, 2),
                FixedPoint.ToDecimal(1 + (minute * 7_919 % 1_000_000), 5),
                (TakerSide)(minute & 1),
                time,
                time);
        }
    }

    private static double ReadFiles(string folder)
    {
        var begin = Stopwatch.GetTimestamp();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.ReadAllBytes(file);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<(double First, double All)> StartAsync(string folder)
    {
        var begin = Stopwatch.GetTimestamp();
        var program = Path.Combine(AppContext.BaseDirectory, "cryptograins.dll");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "--data", folder, "--urls", "http://127.0.0.1:0", "--feed", "sim?instruments=1&rate=1", "--fsync", "never"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(process) };
            (await client.GetAsync(Question(0))).EnsureSuccessStatusCode();
            var first = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            await Parallel.ForAsync(1, Instruments, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
                (await client.GetAsync(Question(i), stop)).EnsureSuccessStatusCode());
            return (first, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        static string Question(int i) => $"/api/v1/ohlcv/{SampleTrades.Name(i)}?interval=1m&limit=1";
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string before = "CryptoGrains is at ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(before, StringComparison.Ordinal))
            {
                // Nobody reads what it prints from here on, and a full pipe would stop it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(line[before.Length..].Split(' ')[0]);
            }
        }

        throw new IOException("The node ended before it said where it listens.");
    }
}
