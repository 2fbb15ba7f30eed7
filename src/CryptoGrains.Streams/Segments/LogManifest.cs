using System.Globalization;

namespace CryptoGrains.Streams.Segments;

/// <summary>The small file that makes a folder a trade log: the format's version and the number of partitions.</summary>
internal static class LogManifest
{
    private const string FileName = "trade-log.txt";
    private const string FirstLine = "cryptograins trade log 1";
    private const string PartitionsKey = "partitions ";

    /// <summary>The number of partitions of the log in a folder; makes the log if there is none.</summary>
    /// <exception cref="TradeLogException">The folder is not a log that this version can read.</exception>
    public static int OpenOrCreate(string folder, int partitionCount)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.Exists(Path.Combine(folder, PartitionFolder(0))))
            {
                throw new TradeLogException(
                    $"The folder {folder} holds partitions but no {FileName}, which says how many there are: "
                    + "bring the file back, or use an empty folder.");
            }

            DurableFile.Replace(path, $"{FirstLine}\n{PartitionsKey}{partitionCount}\n", force: true);
            return partitionCount;
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length == 2
            && lines[0] == FirstLine
            && lines[1].StartsWith(PartitionsKey, StringComparison.Ordinal)
            && int.TryParse(lines[1].AsSpan(PartitionsKey.Length), NumberStyles.None, provider: null, out var stored)
            && stored > 0)
        {
            return stored;
        }

        throw new TradeLogException(
            $"The file {path} is not the head of a trade log of version 1: it should read '{FirstLine}' and '{PartitionsKey}N'. "
            + "Use another folder, or the version that made it.");
    }

    /// <summary>The name of a partition's folder.</summary>
    public static string PartitionFolder(int partition) => $"p{partition:D4}";
}
