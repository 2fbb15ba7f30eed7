using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Archive;

/// <summary>Reads the table <c>trades</c>.</summary>
public sealed class ArchivedTrades(HistoryTables tables)
{
    /// <summary>The days of instruments whose trades came in or went between two versions; with no older version, all.</summary>
    public Task<IReadOnlySet<(Instrument Instrument, DateOnly Day)>> ChangedDaysAsync(
        long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken = default) => throw new NotSupportedException(tables.Store.Location);

    /// <summary>
    /// A day's trades, instrument by instrument in order of name: sorted by (time, id), each id once (of several the one with the least
    /// log position). Holds one instrument's trades and a row group of each file in memory.
    /// </summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="only">The instruments; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IAsyncEnumerable<(Instrument Instrument, TradeRow[] Trades)> ReadDayAsync(
        DeltaSnapshot snapshot, DateOnly day, IReadOnlySet<Instrument>? only = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>
    /// How far the batch layer is complete for a venue, by the log positions in a version: its clock there, less what live still waits for
    /// late trades. Null where the archive has nothing of the venue's log.
    /// </summary>
    public static Timestamp? BoundaryOf(DeltaSnapshot snapshot, string venue) => throw new NotSupportedException();
}
