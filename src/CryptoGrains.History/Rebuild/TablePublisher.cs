using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Rebuild;

/// <summary>Publishes what a rebuild changed in a table: one commit, with what it was computed from.</summary>
internal static class TablePublisher
{
    /// <summary>Commits a table's changes and positions.</summary>
    /// <param name="table">The table.</param>
    /// <param name="masters">What it was computed from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The new version; null where another writer came first.</returns>
    public static ValueTask<DeltaSnapshot?> TryCommitAsync(DerivedTable table, MasterVersions masters, CancellationToken cancellationToken)
    {
        var (adds, removes) = table.Changes();
        var isNew = table.Snapshot is null || !table.Snapshot.Metadata.Schema.SequenceEqual(table.Metadata.Schema);
        var commit = new DeltaCommit("WRITE")
        {
            Metadata = isNew ? table.Metadata : null,
            Adds = adds,
            Removes = removes,
            Transactions = masters.PositionsFor(table.Snapshot),
            Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("writer", "rebuild"),
        };
        return table.Table.TryCommitAsync(table.Snapshot, commit, cancellationToken);
    }
}
