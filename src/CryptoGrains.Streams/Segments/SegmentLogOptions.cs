namespace CryptoGrains.Streams.Segments;

/// <summary>How a <see cref="SegmentTradeLog"/> is laid out, how safe an acknowledgement is, and how much is kept.</summary>
public sealed record SegmentLogOptions
{
    /// <summary>The partitions of a log that is made; one that exists keeps its own number.</summary>
    public int PartitionCount { get; init; } = 4;

    /// <summary>When records are forced to the disk.</summary>
    public FsyncPolicy Fsync { get; init; } = FsyncPolicy.EveryCommit;

    /// <summary>How large a segment file grows before the next is begun, in bytes. Retention drops whole segments.</summary>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How much the whole log keeps, in bytes. Above it the oldest segments go, but none that a reader's stored position
    /// still needs.
    /// </summary>
    public long RetainBytes { get; init; } = 8L << 30;

    /// <summary>How long records are kept after they were appended, but never less than a reader's stored position needs.</summary>
    public TimeSpan RetainFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How large the whole log may become, in bytes. Above it the oldest segments go although a reader still needs them: it
    /// finds the loss.
    /// </summary>
    public long MaxBytes { get; init; } = 16L << 30;

    /// <summary>
    /// How many records may wait to be written in a partition. Above it appends wait for room; one that is larger by itself
    /// waits for an empty queue.
    /// </summary>
    public int QueueRecords { get; init; } = 65_536;

    /// <summary>Says what is wrong with the options.</summary>
    /// <exception cref="ArgumentException">A sentence for the first that can't be used.</exception>
    internal void Validate()
    {
        Require(PartitionCount is > 0 and <= 1024, nameof(PartitionCount), $"PartitionCount is {PartitionCount}: choose 1 to 1024.");
        Require(SegmentBytes >= 4096, nameof(SegmentBytes), $"SegmentBytes is {SegmentBytes}: choose 4096 or more.");
        Require(RetainBytes >= 0, nameof(RetainBytes), $"RetainBytes is {RetainBytes}: choose 0 or more.");
        Require(MaxBytes >= RetainBytes, nameof(MaxBytes), $"MaxBytes is {MaxBytes}: choose RetainBytes ({RetainBytes}) or more.");
        Require(RetainFor > TimeSpan.Zero, nameof(RetainFor), $"RetainFor is {RetainFor}: choose a time above zero.");
        Require(QueueRecords > 0, nameof(QueueRecords), $"QueueRecords is {QueueRecords}: choose 1 or more.");
    }

    private static void Require(bool holds, string option, string sentence)
    {
        if (!holds)
            throw new ArgumentException(sentence, option);
    }
}
