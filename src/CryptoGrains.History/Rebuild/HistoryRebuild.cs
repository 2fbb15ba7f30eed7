using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>Computes the derived tables from the master data.</summary>
public sealed class HistoryRebuild(HistoryTables tables)
{
    /// <summary>Computes what changed since the last rebuild, or all; publishes each table in one commit.</summary>
    /// <param name="full">Whether all is computed, whatever has changed. What comes out as it was is not written again.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it; nothing is published then.</param>
    public Task<RebuildResult> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(tables.Store.Location);
}
