using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>The derived tables in the versions that a rebuild began with.</summary>
internal sealed class DerivedTables
{
    private readonly DerivedTable[] _candles;

    private DerivedTables(DerivedTable[] candles, DerivedTable prophet, DerivedTable gaps, DerivedTable symbols)
    {
        _candles = candles;
        Prophet = prophet;
        Gaps = gaps;
        Symbols = symbols;
    }

    public DerivedTable Prophet { get; }

    public DerivedTable Gaps { get; }

    public DerivedTable Symbols { get; }

    /// <summary>All of them in the order in which they are published: what others are derived from comes first.</summary>
    public IEnumerable<DerivedTable> All => [.. _candles, Prophet, Gaps, Symbols];

    /// <summary>The names of all instruments that have candles.</summary>
    public IEnumerable<string> Instruments => _candles.SelectMany(table => table.Symbols).Distinct(StringComparer.Ordinal);

    /// <summary>An interval's candles.</summary>
    public DerivedTable Candles(Interval interval) => _candles[(int)interval];

    public static async Task<DerivedTables> ReadAsync(HistoryTables tables, CancellationToken cancellationToken)
    {
        var candles = new DerivedTable[Intervals.All.Length];
        foreach (var interval in Intervals.All)
        {
            var schema = interval == Interval.OneDay ? DailyTable.Schema : CandlesTable.Schema;
            candles[(int)interval] = await ReadAsync(tables, tables.Candles(interval), schema, interval, cancellationToken);
        }

        return new DerivedTables(
            candles,
            await ReadAsync(tables, tables.Prophet, ProphetTable.Schema, Interval.OneDay, cancellationToken),
            await ReadAsync(tables, tables.Gaps, GapsTable.Schema, null, cancellationToken),
            await ReadAsync(tables, tables.Symbols, SymbolsTable.Schema, null, cancellationToken));
    }

    private static async Task<DerivedTable> ReadAsync(
        HistoryTables tables, DeltaTable table, IReadOnlyList<ParquetColumn> schema, Interval? interval, CancellationToken cancellationToken)
    {
        ImmutableArray<string> partitions = interval is null ? [] : [.. CandlesTable.Partitions];
        var made = new DeltaMetadata(Guid.NewGuid().ToString(), [.. schema], partitions)
        {
            Name = table.Folder,
            CreatedTime = tables.Time.GetUtcNow(),
        };
        return new DerivedTable(table, await table.LatestAsync(cancellationToken: cancellationToken), made, interval);
    }
}
