using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.History.Reading;

/// <summary>Which tables the history has, and which files each version of one is made of.</summary>
public sealed class HistoryDatasets(TableViews views)
{
    /// <summary>Datasets read with limits of their own.</summary>
    public HistoryDatasets(Tables.HistoryTables tables)
        : this(new TableViews(tables))
    {
    }

    /// <summary>The names that a table may have, whether it is there yet or not.</summary>
    public IReadOnlyList<string> Names { get; } = [.. views.Tables.All.Select(table => table.Folder)];

    /// <summary>The newest version of each table that is there; master data first.</summary>
    /// <exception cref="IOException">The store or a table can't be read.</exception>
    public async ValueTask<ImmutableArray<Dataset>> ListAsync(CancellationToken cancellationToken = default)
    {
        var datasets = ImmutableArray.CreateBuilder<Dataset>();
        foreach (var table in views.Tables.All)
        {
            if (await views.AtAsync(table, asOf: null, cancellationToken) is { } snapshot)
                datasets.Add(Of(table, snapshot));
        }

        return datasets.ToImmutable();
    }

    /// <summary>One version of a table; null where there is no such table, no such version, or its files may be gone already.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="asOf">The version, or the time of which the version is wanted; null for the newest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public async ValueTask<Dataset?> FindAsync(string name, AsOf? asOf = null, CancellationToken cancellationToken = default)
    {
        var table = views.Tables.All.FirstOrDefault(table => table.Folder == name);
        return table is not null && await views.AtAsync(table, asOf, cancellationToken) is { } snapshot ? Of(table, snapshot) : null;
    }

    private Dataset Of(DeltaTable table, DeltaSnapshot snapshot)
    {
        var files = ImmutableArray.CreateBuilder<DatasetFile>(snapshot.Files.Count);
        long? rows = 0;
        long bytes = 0;
        foreach (var file in snapshot.Files.Values)
        {
            var location = views.Tables.Store.LocationOf($"{table.Folder}/{file.Path}");
            files.Add(new DatasetFile(location, file.Path, file.Size, file.Rows, file.PartitionValues));
            rows += file.Rows;
            bytes += file.Size;
        }

        return new Dataset(
            table.Folder,
            views.Tables.Store.LocationOf(table.Folder),
            snapshot.Version,
            snapshot.Timestamp,
            rows,
            bytes,
            snapshot.Metadata.PartitionColumns,
            snapshot.Metadata.Schema,
            files.MoveToImmutable());
    }
}
