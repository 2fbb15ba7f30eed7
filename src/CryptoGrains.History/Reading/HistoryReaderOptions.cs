namespace CryptoGrains.History.Reading;

/// <summary>What the reader of the history keeps.</summary>
public sealed record HistoryReaderOptions
{
    /// <summary>For how long a version passes for the newest before the store is asked again: 250 ms.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most bytes of decoded candles that are kept: 256 MiB.</summary>
    public long CacheBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many older versions of each table are kept for those who ask as of one: 4.</summary>
    public int OlderVersions { get; init; } = 4;

    /// <summary>The most files that are read and decoded at once: 4.</summary>
    public int ConcurrentReads { get; init; } = 4;

    /// <summary>Says in sentences what is wrong with the limits.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Freshness < TimeSpan.Zero)
            yield return $"The freshness of {Freshness} is negative; 00:00:00.25 is usual.";
        if (CacheBytes < 0)
            yield return $"A cache of {CacheBytes} bytes can't be had; 268435456 are usual, 0 keeps nothing.";
        if (OlderVersions < 1)
            yield return $"{OlderVersions} older versions are too few; 4 are usual.";
        if (ConcurrentReads < 1)
            yield return $"{ConcurrentReads} files at once are too few; 4 are usual.";
    }
}
