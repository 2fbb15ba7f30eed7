using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Rebuild;

/// <summary>Computes the derived tables from the master data.</summary>
/// <remarks>
/// All is computed and written before anything is published; then each table is published in one commit, together with the versions of the master
/// data that it covers. So a rebuild that ends anywhere leaves whole tables, and the next one completes what is behind.
/// </remarks>
public sealed class HistoryRebuild(HistoryTables tables)
{
    /// <summary>How often a rebuild starts over when others publish before it.</summary>
    private const int MostAttempts = 5;

    /// <summary>How many rows a worker holds.</summary>
    internal int MostRows { get; init; } = RebuildWorkers.MostRows;

    /// <summary>Computes what changed since the last rebuild, or all; publishes each table in one commit.</summary>
    /// <param name="full">Whether all is computed, whatever has changed. What comes out as it was is not written again.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Stops it. What is published by then stays, and the next rebuild completes it.</param>
    /// <exception cref="DeltaException">A table is damaged, or others keep publishing while this rebuild computes.</exception>
    public async Task<RebuildResult> RunAsync(bool full, IProgress<HistoryProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var published = new PublishedVersions();
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var run = new RebuildRun(tables, progress, published, MostRows);
            if (await run.TryAsync(full, cancellationToken) is { } result)
                return result;
        }

        throw new DeltaException(
            $"The rebuild started over {MostAttempts} times because others published the tables of {tables.Store.Location} with older data: "
            + "have one program rebuild at a time.");
    }
}
