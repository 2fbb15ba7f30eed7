using System.Diagnostics.Metrics;

namespace CryptoGrains.Streams;

/// <summary>What the trade log and the dead letters count, under the meter <c>CryptoGrains.Streams</c>.</summary>
public static class StreamMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CryptoGrains.Streams";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> AppendedRecords =
        Meter.CreateCounter<long>("cryptograins.log.appended.records", "{record}", "Records acknowledged.");

    internal static readonly Counter<long> AppendedBytes =
        Meter.CreateCounter<long>("cryptograins.log.appended.bytes", "By", "Bytes written for acknowledged records.");

    internal static readonly Counter<long> Commits =
        Meter.CreateCounter<long>("cryptograins.log.commits", "{commit}", "Group commits.");

    internal static readonly Counter<long> FailedCommits =
        Meter.CreateCounter<long>("cryptograins.log.commits.failed", "{commit}", "Group commits that could not be written.");

    internal static readonly Counter<long> AppendWaits =
        Meter.CreateCounter<long>("cryptograins.log.append.waits", "{append}", "Appends that waited for room in the queue.");

    internal static readonly Histogram<double> FsyncSeconds =
        Meter.CreateHistogram<double>("cryptograins.log.fsync.duration", "s", "How long forcing a segment to the disk took.");

    internal static readonly UpDownCounter<long> QueuedRecords =
        Meter.CreateUpDownCounter<long>("cryptograins.log.queue.records", "{record}", "Records that wait to be written.");

    internal static readonly Counter<long> DroppedSegments =
        Meter.CreateCounter<long>(
            "cryptograins.log.segments.dropped", "{segment}", "Segments that retention dropped; needed=true where a reader had not read them.");

    internal static readonly Counter<long> CorruptBlocks =
        Meter.CreateCounter<long>(
            "cryptograins.log.blocks.corrupt", "{block}", "Places that a reader could not read and passed over.");

    internal static readonly Counter<long> UnreadableMessages =
        Meter.CreateCounter<long>("cryptograins.log.messages.unreadable", "{message}", "Messages in Kafka that a reader could not read and passed over.");

    internal static readonly Counter<long> ProduceFailures =
        Meter.CreateCounter<long>("cryptograins.log.produce.failures", "{chunk}", "Chunks of records that Kafka did not acknowledge.");

    internal static readonly Counter<long> Rebalances =
        Meter.CreateCounter<long>("cryptograins.log.rebalances", "{change}", "Changes of the partitions that fall to this process.");

    internal static readonly Counter<long> DeadLetters =
        Meter.CreateCounter<long>("cryptograins.deadletters", "{letter}", "Dead letters added.");

    internal static readonly Counter<long> DeadLettersDropped =
        Meter.CreateCounter<long>(
            "cryptograins.deadletters.dropped", "{letter}", "Dead letters not kept: the queue was full, or they could not be written.");

    internal static readonly Counter<long> DeadLetterFilesDropped =
        Meter.CreateCounter<long>(
            "cryptograins.deadletters.files.dropped", "{file}", "Files of dead letters dropped to stay within the size.");

    internal static KeyValuePair<string, object?> TagOf(int partition) => new("partition", partition);
}
