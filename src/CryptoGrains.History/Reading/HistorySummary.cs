using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Reading;

/// <summary>What the history has of each instrument, and what it knows to be missing. A version is read once.</summary>
public sealed class HistorySummary(TableViews views)
{
    private readonly ConditionalWeakTable<DeltaSnapshot, Task<ImmutableArray<GapRow>>> _gaps = [];
    private readonly ConditionalWeakTable<DeltaSnapshot, Task<ImmutableArray<SymbolRow>>> _symbols = [];

    /// <summary>All that is known to be missing, in order, and the table's version; null where there is no table yet.</summary>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public ValueTask<(long Version, ImmutableArray<GapRow> Rows)?> GapsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(views.Tables.Gaps, _gaps, GapsTable.ReadAsync, cancellationToken);

    /// <summary>A line for each instrument, by name, and the table's version; null where there is no table yet.</summary>
    /// <exception cref="IOException">The store or the table can't be read.</exception>
    public ValueTask<(long Version, ImmutableArray<SymbolRow> Rows)?> SymbolsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(views.Tables.Symbols, _symbols, SymbolsTable.ReadAsync, cancellationToken);

    private async ValueTask<(long Version, ImmutableArray<T> Rows)?> ReadAsync<T>(
        DeltaTable table,
        ConditionalWeakTable<DeltaSnapshot, Task<ImmutableArray<T>>> known,
        Func<ParquetReader, CancellationToken, Task<List<T>>> read,
        CancellationToken cancellationToken)
    {
        if (await views.AtAsync(table, asOf: null, cancellationToken) is not { } snapshot)
            return null;

        // The reading belongs to all who wait for it. One that failed is tried again.
        var rows = known.GetValue(snapshot, snapshot => Task.Run(() => ReadFilesAsync(table, snapshot, read)));
        try
        {
            return (snapshot.Version, await rows.WaitAsync(cancellationToken));
        }
        catch (IOException)
        {
            known.Remove(snapshot);
            throw;
        }
    }

    private static async Task<ImmutableArray<T>> ReadFilesAsync<T>(
        DeltaTable table, DeltaSnapshot snapshot, Func<ParquetReader, CancellationToken, Task<List<T>>> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        foreach (var file in snapshot.Files.Values)
            rows.AddRange(await read(await table.OpenFileAsync(file), CancellationToken.None));
        return rows.ToImmutable();
    }
}
