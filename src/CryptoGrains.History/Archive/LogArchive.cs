using CryptoGrains.History.Tables;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Archive;

/// <summary>
/// Brings trades from the log to the table <c>trades</c>, each record exactly once: the log positions are in the same commit as the rows.
/// </summary>
public sealed class LogArchive(HistoryTables tables)
{
    /// <summary>The name under which the archive's positions are kept in the log, so that retention keeps what is not archived yet.</summary>
    public const string Reader = "archive";

    /// <summary>Archives all that was acknowledged when it began.</summary>
    public Task<ArchiveResult> RunAsync(ITradeLog log, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(tables.Store.Location);

    /// <summary>Writes the files of days that have many small ones as few large ones.</summary>
    /// <returns>How many files it replaced.</returns>
    public Task<int> CompactAsync(IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
