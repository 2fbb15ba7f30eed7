namespace CryptoGrains.Streams.Blocks;

/// <summary>How large the parts of a block may become. Readers refuse what lies beyond, so they belong to the format.</summary>
internal static class BlockLimits
{
    /// <summary>
    /// The most records in a block, and in a batch that is read: a reader's array of so many entries stays below the 85,000 bytes
    /// at which the runtime puts arrays where only a full collection frees them.
    /// </summary>
    public const int MaxRecords = 960;

    /// <summary>The most bytes of a name: an instrument's, or a venue's.</summary>
    public const int MaxNameBytes = 48;

    /// <summary>
    /// The most bytes of one record: a tag of 2, a new name's number of 2, its length of 1 and itself, three varints of 10,
    /// and two wide numbers of 16.
    /// </summary>
    public const int MaxRecordBytes = 2 + 2 + 1 + MaxNameBytes + 30 + 32;

    /// <summary>The most bytes of a body.</summary>
    public const int MaxBodyBytes = MaxRecords * MaxRecordBytes;
}
