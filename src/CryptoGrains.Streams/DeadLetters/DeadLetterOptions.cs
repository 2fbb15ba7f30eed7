namespace CryptoGrains.Streams.DeadLetters;

/// <summary>How much <see cref="DeadLetterFile"/> keeps.</summary>
public sealed record DeadLetterOptions
{
    /// <summary>The size of all files together, in bytes. Above it the oldest file goes.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>How large one file grows, in bytes, before the next is begun.</summary>
    public long FileBytes { get; init; } = 8L << 20;

    /// <summary>How many letters may wait to be written. One more is counted and not kept.</summary>
    public int QueueLetters { get; init; } = 4_096;

    /// <summary>How many characters of what was sent are kept of each.</summary>
    public int MaxRawLength { get; init; } = 4_096;

    /// <summary>How many instruments are counted by themselves. Letters of further ones count in the total only.</summary>
    public int MaxInstruments { get; init; } = 10_000;
}
