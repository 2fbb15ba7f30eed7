namespace CryptoGrains.Streams.Segments;

/// <summary>One caller's records on their way to the disk, and where it waits for their offset.</summary>
internal sealed class AppendRequest(ReadOnlyMemory<LogEntry> entries)
    : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ReadOnlyMemory<LogEntry> Entries { get; } = entries;

    /// <summary>The offset of the first record, once the commit that holds it has given it one.</summary>
    public long FirstOffset { get; set; }
}
