namespace CryptoGrains.History.Archive;

/// <summary>How the archive works.</summary>
public sealed record ArchiveOptions
{
    /// <summary>About how many trades are held in memory and go into one commit: a million, which take about 200 MB on their way.</summary>
    public int TradesAtOnce { get; init; } = 1_000_000;

    /// <summary>How many small files a day may have before they are compacted: 8. A day that is over is left with one.</summary>
    public int SmallFiles { get; init; } = 8;

    /// <summary>The most rows of a file that compaction writes: 1,048,576, some 30 MB. A file of half as many is no small one any more.</summary>
    public int FileRows { get; init; } = 1 << 20;

    /// <summary>How many files are compacted at once, each with a row group in memory: 32.</summary>
    public int FilesAtOnce { get; init; } = 32;
}
