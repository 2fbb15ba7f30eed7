using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>Reads the table <c>klines</c>.</summary>
public sealed class ImportedCandles(HistoryTables tables)
{
    /// <summary>The years of instruments whose imported candles changed between two versions; with no older version, all.</summary>
    public Task<IReadOnlySet<(Instrument Instrument, int Year)>> ChangedYearsAsync(
        long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken = default) => throw new NotSupportedException(tables.Store.Location);

    /// <summary>An instrument's imported candles of one year: for each length that there is, in order; shortest length first.</summary>
    public Task<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ReadYearAsync(
        DeltaSnapshot snapshot, Instrument instrument, int year, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
