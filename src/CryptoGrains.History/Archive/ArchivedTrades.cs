using System.Runtime.CompilerServices;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Archive;

/// <summary>Reads the table <c>trades</c>.</summary>
public sealed class ArchivedTrades(HistoryTables tables)
{
    /// <summary>
    /// The days of instruments whose trades came in or went between two versions; with no older version, or where the log no longer
    /// tells, all that the newer one has.
    /// </summary>
    /// <param name="sinceVersion">The older version.</param>
    /// <param name="now">The newer one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlySet<(Instrument Instrument, DateOnly Day)>> ChangedDaysAsync(
        long? sinceVersion, DeltaSnapshot now, CancellationToken cancellationToken = default)
    {
        var changed = new HashSet<(Instrument, DateOnly)>();
        var files = await ChangedFiles.BetweenAsync(tables, tables.Trades, sinceVersion, now, cancellationToken) ?? now.Files.Values;
        foreach (var file in files)
        {
            var day = TradesTable.DayOf(file);
            if (now.Files.ContainsKey(file.Path) || await IsThereAsync(file, cancellationToken))
            {
                await AddInstrumentsAsync(file, day, changed, cancellationToken);
                continue;
            }

            // It came and went, and vacuum has taken it: what it held is told by the day's files, into which it was compacted.
            foreach (var other in FilesOf(now, day))
                await AddInstrumentsAsync(other, day, changed, cancellationToken);
        }

        return changed;
    }

    /// <summary>
    /// A day's trades, instrument by instrument in order of name: sorted by (time, id), each id once (of several the one with the least
    /// log position; of imported ones, which come after those, the least by content). Holds one instrument's trades and a row group of
    /// each file in memory.
    /// </summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="only">The instruments; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<(Instrument Instrument, TradeRow[] Trades)> ReadDayAsync(
        DeltaSnapshot snapshot,
        DateOnly day,
        IReadOnlySet<Instrument>? only = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursors = await OpenAsync(snapshot, day, only, cancellationToken);
        var run = new TradeRun();
        while (NextSymbol(cursors) is { } symbol)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var cursor in cursors)
            {
                while (!cursor.IsAtEnd && cursor.Symbol == symbol)
                {
                    var end = cursor.EndOfSymbol();
                    run.Add(cursor.Group, cursor.Row, end);
                    await cursor.MoveToAsync(end, cancellationToken);
                }
            }

            yield return (InstrumentOf(symbol), await run.TakeAsync(cancellationToken));
        }
    }

    /// <summary>
    /// A day's one-minute candles, instrument by instrument in order of name, and how many trades were left out (see <see cref="MinuteCandles"/>):
    /// those of <see cref="ReadDayAsync"/>'s trades. Holds a row group of each file in memory, unless an instrument's ids do not rise with time
    /// or one has different numbers: then its trades.
    /// </summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="day">The day, UTC.</param>
    /// <param name="only">The instruments; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<(Instrument Instrument, List<CandleRow> Minutes, int Refused)> ReadMinutesAsync(
        DeltaSnapshot snapshot,
        DateOnly day,
        IReadOnlySet<Instrument>? only = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursors = await OpenAsync(snapshot, day, only, cancellationToken);
        var stream = new TradeStream();
        while (NextSymbol(cursors) is { } symbol)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var instrument = InstrumentOf(symbol);
            var minutes = new List<CandleRow>();
            var candles = new MinuteCandles(minutes);
            if (await stream.TryPassAsync(symbol, cursors, candles, cancellationToken))
            {
                candles.Finish();
                yield return (instrument, minutes, candles.Refused);
                continue;
            }

            await foreach (var (_, trades) in ReadDayAsync(snapshot, day, new HashSet<Instrument> { instrument }, cancellationToken))
            {
                minutes.Clear();
                yield return (instrument, minutes, MinuteCandles.Of(trades, minutes));
            }
        }
    }

    /// <summary>
    /// How far the batch layer is complete for a venue, by the log positions in a version: its clock there, less what live still waits for
    /// late trades, cut to the minute. Null where the archive knows no clock of the venue.
    /// </summary>
    /// <remarks>
    /// A venue's clock is the least one of all partitions of a log. Where a log was lost and a new one begun, the newest log that knows
    /// the venue's clock in every partition tells, and an older one until then. So the boundary goes back where a new log replays older times,
    /// and where <c>trades</c> is rolled back: candles after it are open again, and are weighed against the live ones.
    /// </remarks>
    public static Timestamp? BoundaryOf(DeltaSnapshot snapshot, string venue) => Boundary.Of(snapshot.Transactions, venue);

    private async Task<List<TradeCursor>> OpenAsync(
        DeltaSnapshot snapshot, DateOnly day, IReadOnlySet<Instrument>? only, CancellationToken cancellationToken)
    {
        string[]? names = only is null ? null : [.. only.Select(instrument => instrument.Name).Order(StringComparer.Ordinal)];
        var cursors = new List<TradeCursor>();
        foreach (var file in FilesOf(snapshot, day))
            cursors.Add(await TradeCursor.OpenAsync(tables.Trades, file, names, whole: false, cancellationToken));
        return cursors;
    }

    /// <summary>The first instrument that a cursor stands at, without those that have come to their end; null when all have.</summary>
    private static string? NextSymbol(List<TradeCursor> cursors)
    {
        cursors.RemoveAll(cursor => cursor.IsAtEnd);
        return cursors.Select(cursor => cursor.Symbol).Min(StringComparer.Ordinal);
    }

    private static IEnumerable<AddFile> FilesOf(DeltaSnapshot snapshot, DateOnly day)
    {
        var name = Days.Name(day);
        return snapshot.Files.Values.Where(file => file.PartitionValues.GetValueOrDefault(TradesTable.Date) == name);
    }

    private async Task AddInstrumentsAsync(
        AddFile file, DateOnly day, HashSet<(Instrument, DateOnly)> into, CancellationToken cancellationToken)
    {
        var parquet = await tables.Trades.OpenFileAsync(file, cancellationToken);
        string? last = null;
        for (var group = 0; group < parquet.RowGroups.Count; group++)
        {
            if (TradeGroup.StatisticsOf(parquet, group) is { Min: string least, Max: string greatest } && least == greatest)
            {
                Add(least);
                continue;
            }

            foreach (var symbol in await TradeGroup.ReadSymbolsAsync(parquet, group, cancellationToken))
                Add(symbol);
        }

        void Add(string symbol)
        {
            if (ReferenceEquals(symbol, last))
                return;

            last = symbol;
            into.Add((InstrumentOf(symbol), day));
        }
    }

    private async ValueTask<bool> IsThereAsync(AddFile file, CancellationToken cancellationToken) =>
        await tables.Store.FindAsync($"{tables.Trades.Folder}/{file.Path}", cancellationToken) is not null;

    private static Instrument InstrumentOf(string symbol) => Instrument.TryParse(symbol, string.Empty, out var instrument)
        ? instrument
        : throw new DeltaException($"The table {TableNames.Trades} has trades of '{symbol}', which is no instrument: another program wrote them.");
}
