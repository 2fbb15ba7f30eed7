using System.Globalization;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

/// <summary>A log, a store, and what lies between them: archive, import, rebuild.</summary>
internal sealed class RebuildBench
{
    public RebuildBench(MemoryStore? store = null) => Store = store ?? new MemoryStore();

    public MemoryStore Store { get; }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryLog Log { get; } = new("one", 2);

    public int MostRows { get; init; } = 1_000_000;

    /// <summary>The tables as a process opens them, new each time.</summary>
    public HistoryTables Tables => new(Store, Clock);

    /// <summary>The derived tables, in the order in which they are published.</summary>
    public IEnumerable<DeltaTable> Derived => Tables.All.Where(table => table.Folder is not (TableNames.Trades or TableNames.Klines));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task ArchiveAsync(params IEnumerable<Trade> trades)
    {
        Log.Append(trades);
        await new LogArchive(Tables, ArchiveBench.Small).RunAsync(Log, cancellationToken: Cancel);
    }

    /// <summary>Has the venue's clock pass a time, so that the boundary is there.</summary>
    public Task MoveBoundaryAsync(Timestamp to, string venue = "SIM")
    {
        Log.Mark(venue, to + TimeSpan.FromMinutes(16));
        return ArchiveAsync();
    }

    public Task CompactAsync() => new LogArchive(Tables, ArchiveBench.Small).CompactAsync(cancellationToken: Cancel);

    public Task ImportAsync(string instrument, string length, params Kline[] rows) => ImportAsync(instrument, length, false, rows);

    public async Task ImportAsync(string instrument, string length, bool replace, params Kline[] rows)
    {
        var source = new KlineSource("a file", Instrument.Parse(instrument), KlineInterval.Find(length)!, _ => Batch(rows));
        await new KlineImport(Tables).RunAsync([source], replace, cancellationToken: Cancel);
    }

    public Task<RebuildResult> RebuildAsync(bool full = false) =>
        new HistoryRebuild(Tables) { MostRows = MostRows }.RunAsync(full, cancellationToken: Cancel);

    public static async Task<DeltaSnapshot> LatestAsync(DeltaTable table) => (await table.LatestAsync(cancellationToken: Cancel))!;

    /// <summary>An instrument's candles of a version, the newest where none is named.</summary>
    public async Task<List<CandleRow>> CandlesAsync(Interval interval, string instrument, long? version = null)
    {
        var table = Tables.Candles(interval);
        var snapshot = version is { } known ? await table.AtAsync(known, Cancel) : await table.LatestAsync(cancellationToken: Cancel);
        var rows = new List<CandleRow>();
        foreach (var file in snapshot!.Files.Values.Where(file => file.PartitionValues[CandlesTable.Symbol] == instrument))
            rows.AddRange(await CandleColumns.ReadAsync(await table.OpenFileAsync(file, Cancel), Cancel));
        return [.. rows.OrderBy(row => row.OpenTime)];
    }

    public async Task<List<GapRow>> GapsAsync()
    {
        var rows = new List<GapRow>();
        foreach (var file in (await LatestAsync(Tables.Gaps)).Files.Values)
            rows.AddRange(await GapsTable.ReadAsync(await Tables.Gaps.OpenFileAsync(file, Cancel), Cancel));
        return rows;
    }

    public async Task<List<SymbolRow>> SymbolsAsync()
    {
        var rows = new List<SymbolRow>();
        foreach (var file in (await LatestAsync(Tables.Symbols)).Files.Values)
            rows.AddRange(await SymbolsTable.ReadAsync(await Tables.Symbols.OpenFileAsync(file, Cancel), Cancel));
        return rows;
    }

    /// <summary>A column of an instrument's daily candles.</summary>
    public async Task<List<object?>> DailyAsync(string instrument, string column)
    {
        var table = Tables.Candles(Interval.OneDay);
        var values = new List<object?>();
        foreach (var file in (await LatestAsync(table)).Files.Values
            .Where(file => file.PartitionValues[CandlesTable.Symbol] == instrument)
            .OrderBy(file => int.Parse(file.PartitionValues[CandlesTable.Year]!, CultureInfo.InvariantCulture)))
        {
            var parquet = await table.OpenFileAsync(file, Cancel);
            var data = await parquet.ReadAsync(0, parquet.IndexOf(column), Cancel);
            values.AddRange(Enumerable.Range(0, data.Count).Select(data.ValueAt));
        }

        return values;
    }

    /// <summary>What the derived tables hold, file by file: what two stores with the same history have in common.</summary>
    public async Task<List<string>> ContentAsync()
    {
        var files = new List<string>();
        foreach (var table in Derived)
        {
            foreach (var file in (await LatestAsync(table)).Files.Values)
            {
                var name = file.Path[..file.Path.LastIndexOf('-')];
                files.Add($"{table.Folder} {name} {string.Join(' ', file.Tags)}");
            }
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>The versions of the derived tables; -1 for one that is not there.</summary>
    public async Task<List<long>> VersionsAsync()
    {
        var versions = new List<long>();
        foreach (var table in Derived)
            versions.Add((await table.LatestAsync(cancellationToken: Cancel))?.Version ?? -1);
        return versions;
    }

    /// <summary>The same master data in a store without derived tables.</summary>
    public async Task<RebuildBench> WithoutDerivedAsync()
    {
        var store = new MemoryStore();
        foreach (var name in Store.Names.Where(name => name.StartsWith("trades/", StringComparison.Ordinal) || name.StartsWith("klines/", StringComparison.Ordinal)))
            await store.TryCreateAsync(name, (await Store.ReadAsync(name, Cancel))!.Value, Cancel);
        return new RebuildBench(store);
    }

    private static async IAsyncEnumerable<KlineRows> Batch(Kline[] rows)
    {
        await Task.Yield();
        yield return new KlineRows(rows, []);
    }
}
