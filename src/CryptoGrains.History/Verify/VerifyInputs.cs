using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Verify;

/// <summary>The versions that are compared: of the master data, and of what was computed from it.</summary>
internal sealed class VerifyInputs
{
    private readonly HistoryTables _tables;
    private readonly ImportedCandles _importedCandles;
    private readonly DeltaSnapshot? _klines;
    private readonly Dictionary<string, DeltaChange?> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeltaSnapshot> _derived;

    private VerifyInputs(HistoryTables tables, DeltaSnapshot? trades, DeltaSnapshot? klines, Dictionary<string, DeltaSnapshot> derived)
    {
        _tables = tables;
        _importedCandles = new ImportedCandles(tables);
        Trades = trades;
        _klines = klines;
        _derived = derived;
    }

    /// <summary>The version of <c>trades</c>; null where there is no such table.</summary>
    public DeltaSnapshot? Trades { get; }

    /// <summary>The symbols of <c>klines</c>.</summary>
    public IEnumerable<string> ImportedSymbols => SymbolsOf(_klines);

    /// <summary>The symbols of the derived tables.</summary>
    public IEnumerable<string> ServedSymbols => _derived.Values.SelectMany(SymbolsOf);

    /// <summary>Finds the versions.</summary>
    public static async Task<VerifyInputs> OpenAsync(HistoryTables tables, CancellationToken cancellationToken)
    {
        var derived = new List<(DeltaTable Table, DeltaSnapshot Snapshot)>();
        foreach (var table in Intervals.All.Select(tables.Candles).Concat([tables.Prophet, tables.Gaps, tables.Symbols]))
        {
            if (await table.LatestAsync(cancellationToken: cancellationToken) is { } snapshot)
                derived.Add((table, snapshot));
        }

        return new VerifyInputs(
            tables,
            await CoveredAsync(tables.Trades, RebuildInputs.Trades, derived, cancellationToken),
            await CoveredAsync(tables.Klines, RebuildInputs.Klines, derived, cancellationToken),
            derived.ToDictionary(each => each.Table.Folder, each => each.Snapshot, StringComparer.Ordinal));
    }

    /// <summary>The version of a derived table that is compared, whatever is published meanwhile; null where there is no such table.</summary>
    public DeltaSnapshot? VersionOf(DeltaTable derived) => _derived.GetValueOrDefault(derived.Folder);

    /// <summary>What the compared version of a derived table changed; null where the log no longer tells.</summary>
    public async Task<DeltaChange?> ChangeOfAsync(DeltaTable derived, CancellationToken cancellationToken)
    {
        if (_changes.TryGetValue(derived.Folder, out var known) || VersionOf(derived) is not { } snapshot)
            return known;

        DeltaChange? change = null;
        try
        {
            await foreach (var one in derived.ChangesAsync(snapshot.Version - 1, snapshot.Version, cancellationToken))
                change = one;
        }
        catch (DeltaException)
        {
            // Its entry was collected: a checkpoint stands for it.
        }

        _changes.Add(derived.Folder, change);
        return change;
    }

    /// <summary>The years of which there are imported or served candles of an instrument.</summary>
    public IEnumerable<int> YearsOf(Instrument instrument) => _derived.Values
        .Append(_klines)
        .OfType<DeltaSnapshot>()
        .SelectMany(snapshot => snapshot.Files.Values)
        .Where(file => file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol) == instrument.Name)
        .Select(file => int.Parse(file.PartitionValues[CandlesTable.Year]!));

    /// <summary>An instrument's imported candles of a year, by length.</summary>
    public async Task<IReadOnlyDictionary<TimeSpan, IReadOnlyList<Bar>>> ImportedAsync(Instrument instrument, int year, CancellationToken cancellationToken)
    {
        if (_klines is null)
            return new Dictionary<TimeSpan, IReadOnlyList<Bar>>();

        var lengths = await _importedCandles.ReadYearAsync(_klines, instrument, year, cancellationToken);
        return lengths.ToDictionary(
            each => each.Length,
            each => (IReadOnlyList<Bar>)
            [
                .. each.Rows.Select(row => new Bar(
                    row.OpenTime,
                    row.Open,
                    row.High,
                    row.Low,
                    row.Close,
                    row.Volume,
                    row.QuoteVolume == Analytics.Candles.CandleRow.UnknownVolume ? null : row.QuoteVolume,
                    row.TakerBuyVolume == Analytics.Candles.CandleRow.UnknownVolume ? null : row.TakerBuyVolume,
                    row.TradeCount == Analytics.Candles.CandleRow.UnknownCount ? null : row.TradeCount)
                {
                    IsImported = true,
                }),
            ]);
    }

    /// <summary>The lines of <c>gaps</c>.</summary>
    public Task<List<GapRow>> GapsAsync(CancellationToken cancellationToken) => LinesAsync(_tables.Gaps, GapsTable.ReadAsync, cancellationToken);

    /// <summary>The lines of <c>symbols</c>.</summary>
    public Task<List<SymbolRow>> SymbolsAsync(CancellationToken cancellationToken) => LinesAsync(_tables.Symbols, SymbolsTable.ReadAsync, cancellationToken);

    private async Task<List<T>> LinesAsync<T>(
        DeltaTable table, Func<ParquetReader, CancellationToken, Task<List<T>>> read, CancellationToken cancellationToken)
    {
        var lines = new List<T>();
        foreach (var file in VersionOf(table)?.Files.Values ?? [])
            lines.AddRange(await read(await table.OpenFileAsync(file, cancellationToken), cancellationToken));
        return lines;
    }

    // The tables that sum up are not divided by symbol.
    private static IEnumerable<string> SymbolsOf(DeltaSnapshot? snapshot) => snapshot is null
        ? []
        : snapshot.Files.Values.Select(file => file.PartitionValues.GetValueOrDefault(CandlesTable.Symbol)).OfType<string>().Distinct();

    /// <summary>The version of a master table that all derived tables were computed from.</summary>
    private static async Task<DeltaSnapshot?> CoveredAsync(
        DeltaTable master, string input, List<(DeltaTable Table, DeltaSnapshot Snapshot)> derived, CancellationToken cancellationToken)
    {
        var versions = derived.Select(each => (each.Table.Folder, Version: each.Snapshot.Transactions.TryGetValue(input, out var version) ? version : (long?)null)).ToList();
        if (versions.Select(each => each.Version).Distinct().Count() > 1)
        {
            throw new DeltaException(
                $"The tables were computed from different versions of {master.Folder}: "
                + $"{string.Join(", ", versions.Select(each => $"{each.Folder} from {each.Version?.ToString() ?? "none"}"))}. Run a rebuild first.");
        }

        if (versions.Count == 0 || versions[0].Version is not { } covered)
            return null;

        return await master.AtAsync(covered, cancellationToken)
            ?? throw new DeltaException(
                $"Version {covered} of {master.Folder}, which the tables were computed from, can no longer be read. Run a rebuild first.");
    }
}
