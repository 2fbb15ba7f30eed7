using System.Globalization;

namespace CryptoGrains.Streams.Segments;

/// <summary>The small file that makes a folder a trade log: the format's version, the number of partitions and the log's id.</summary>
/// <param name="PartitionCount">The number of partitions, fixed when the log was made.</param>
/// <param name="Id">What tells this log from every other: 32 hexadecimal digits, drawn when it was made.</param>
internal sealed record LogManifest(int PartitionCount, string Id)
{
    private const string FileName = "trade-log.txt";
    private const string FirstLine = "cryptograins trade log 1";
    private const string PartitionsKey = "partitions ";
    private const string IdKey = "id ";

    /// <summary>
    /// The manifest of the log in a folder; makes the log if there is none. A log that was made when logs had no id is given one.
    /// </summary>
    /// <exception cref="TradeLogException">The folder is not a log that this version can read.</exception>
    public static LogManifest OpenOrCreate(string folder, int partitionCount)
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

            return Write(path, partitionCount);
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length is 2 or 3
            && lines[0] == FirstLine
            && lines[1].StartsWith(PartitionsKey, StringComparison.Ordinal)
            && int.TryParse(lines[1].AsSpan(PartitionsKey.Length), NumberStyles.None, provider: null, out var stored)
            && stored > 0)
        {
            if (lines.Length == 2)
                return Write(path, stored);
            if (IdIn(lines[2]) is { } id)
                return new LogManifest(stored, id);
        }

        throw new TradeLogException(
            $"The file {path} is not the head of a trade log of version 1: it should read '{FirstLine}', '{PartitionsKey}N' and "
            + $"'{IdKey}' with 32 hexadecimal digits. Use another folder, or the version that made it.");
    }

    /// <summary>The name of a partition's folder.</summary>
    public static string PartitionFolder(int partition) => $"p{partition:D4}";

    private static LogManifest Write(string path, int partitionCount)
    {
        var id = Guid.NewGuid().ToString("N");
        DurableFile.Replace(path, $"{FirstLine}\n{PartitionsKey}{partitionCount}\n{IdKey}{id}\n", force: true);
        return new LogManifest(partitionCount, id);
    }

    private static string? IdIn(string line)
    {
        var id = line.StartsWith(IdKey, StringComparison.Ordinal) ? line[IdKey.Length..] : string.Empty;
        return id.Length == 32 && id.All(char.IsAsciiHexDigitLower) ? id : null;
    }
}
