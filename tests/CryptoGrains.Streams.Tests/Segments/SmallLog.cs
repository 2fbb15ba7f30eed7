using CryptoGrains.Streams.Blocks;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Streams.Tests.Segments;

/// <summary>A log of one partition in a folder of its own, whose files a test can damage.</summary>
internal sealed class SmallLog : IDisposable
{
    public const string Name = "BINANCE:BTCUSDT";

    private readonly TemporaryFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "log");

    public SegmentLogOptions Options { get; init; } = new() { PartitionCount = 1, Fsync = FsyncPolicy.Never };

    public RecordingLogger<SegmentTradeLog> Logger { get; } = new();

    /// <summary>The segment files, the oldest first.</summary>
    public string[] Files => [.. Directory.GetFiles(System.IO.Path.Combine(Path, "p0000")).Order()];

    public Task<SegmentTradeLog> OpenAsync(TimeProvider? time = null) => SegmentTradeLog.OpenAsync(Path, Options, time, Logger);

    /// <summary>Writes each of these as one commit, closes the log, and gives the records as they are read.</summary>
    public async Task<LogEntry[]> WriteAsync(params int[] commits)
    {
        await using var log = await OpenAsync();
        var all = new List<LogEntry>();
        foreach (var count in commits)
        {
            var entries = Trades.Of(Name, count, firstId: 1_000_000 + all.Count);
            await log.AppendAsync(0, entries);
            all.AddRange(entries);
        }

        return Trades.At(0, all);
    }

    /// <summary>Where the blocks of a file begin, and where it ends.</summary>
    public static long[] BlockPlaces(string file)
    {
        var bytes = File.ReadAllBytes(file).AsSpan();
        var places = new List<long> { 0 };
        while (BlockHeader.TryRead(bytes[(int)places[^1]..], out var header))
            places.Add(places[^1] + header.BlockLength);
        return [.. places];
    }

    public void Dispose() => _folder.Dispose();
}
