namespace CryptoGrains.Streams;

/// <summary>A run of records of one partition, in order of offset, and what the log could not give before them.</summary>
/// <param name="Partition">The partition they are from.</param>
/// <param name="Entries">
/// The records, each with its offset; empty where something is lost, or where the log has offsets without a record. The memory is the reader's own and is used
/// again: it is valid until the next batch is asked for, and who keeps records longer copies them.
/// </param>
/// <param name="NextOffset">Where the next read goes on.</param>
/// <param name="Lost">Offsets that are no longer there or can't be read: what the reader must record as a gap; null as a rule.</param>
public sealed record LogBatch(int Partition, ReadOnlyMemory<LogEntry> Entries, long NextOffset, LogLoss? Lost = null);

/// <summary>Records that the log can't give any more.</summary>
/// <param name="FromOffset">The first offset that is missing.</param>
/// <param name="ToOffset">The offset after the last one that is missing.</param>
/// <param name="Reason">A sentence: which file, where in it, and why.</param>
public sealed record LogLoss(long FromOffset, long ToOffset, string Reason);
