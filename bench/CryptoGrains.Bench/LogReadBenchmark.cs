using System.Numerics;
using System.Runtime.InteropServices;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.Bench;

/// <summary>Reading a whole trade log, all partitions at once. The peer reads the same files, as many at once, and checksums their bytes.</summary>
internal static class LogReadBenchmark
{
    private const int Count = 4_000_000;
    private const int ReadBytes = 1 << 20;

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await SampleLog.WriteAsync(folder.Path, SampleTrades.Make(Count, instruments: 1_000));
        var files = folder.Files.Where(file => file.Extension == ".seg").Select(file => file.FullName).ToArray();
        await Comparison.RunAsync(
            "log-read", "trades", () => ReadAsync(folder.Path), "reading and checksumming its bytes", () => Measured.OfAsync(Count, () => ChecksumAsync(files)));
    }

    private static async Task<Measured> ReadAsync(string folder)
    {
        await using var log = await SampleLog.OpenAsync(folder, FsyncPolicy.Never);
        return await Measured.OfAsync(Count, () => SampleLog.ReadAsync(log));
    }

    private static Task<uint[]> ChecksumAsync(string[] files) => Task.WhenAll(files.Select(file => Task.Run(() => Checksum(file))));

    private static uint Checksum(string path)
    {
        using var file = File.OpenHandle(path);
        var buffer = new byte[ReadBytes];
        var checksum = 0u;
        for (var position = 0L; RandomAccess.Read(file, buffer, position) is > 0 and var read; position += read)
        {
            foreach (var word in MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan(0, read)))
                checksum = BitOperations.Crc32C(checksum, word);
        }

        return checksum;
    }
}
