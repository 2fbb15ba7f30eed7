using System.Security.Cryptography;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Import;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.History;

/// <summary>
/// 10 M trades of 1,000 instruments from the archive to one-minute candles, each id once, beside DuckDB's group by over the same files. It looks
/// for no id that comes twice, takes the least and greatest ids for open and close, and rounds its quote volumes: exact ones take it a minute.
/// </summary>
internal static class TradesToMinutesBenchmark
{
    private const int Trades = 10_000_000;
    private const int Instruments = 1_000;

    public static async Task RunAsync()
    {
        using var folder = new HistoryFolder();
        using var duck = await DuckDb.StartAsync();
        await new TradeImport(folder.Tables).RunAsync(Convert.ToHexString(SHA256.HashData([1])), Batches());
        await new LogArchive(folder.Tables).CompactAsync();
        var files = await folder.FilesAsync("trades");
        await Comparison.RunAsync(
            "trades to minutes",
            "trades",
            () => Measured.OfAsync(Trades, () => OursAsync(folder)),
            "DuckDB",
            async () => new Measured(
                Trades / (await duck.RunAsync(
                    $"""
                    create or replace temp table minutes as
                    select symbol, epoch_us(event_time) // 60000000 as minute, arg_min(price, trade_id) as open, max(price) as high,
                      min(price) as low, arg_max(price, trade_id) as close, sum(quantity) as volume,
                      sum(cast(price as double) * cast(quantity as double)) as quote_volume, count(*) as trade_count,
                      sum(quantity) filter (taker_buys) as taker_buy_volume, min(trade_id) as first_trade_id, max(trade_id) as last_trade_id
                    from read_parquet({files}, hive_partitioning = true) group by all
                    """)).Seconds,
                0),
            rounds: 3);
    }

    /// <summary>As a rebuild does it: each of two threads reads half of the instruments.</summary>
    private static async Task OursAsync(HistoryFolder folder)
    {
        var archive = new ArchivedTrades(folder.Tables);
        var snapshot = (await folder.Tables.Trades.LatestAsync())!;
        var all = await archive.ChangedDaysAsync(sinceVersion: null, snapshot);
        var days = all.Select(each => each.Day).Distinct().Order().ToList();
        var halves = all.Select(each => each.Instrument).Distinct().OrderBy(each => each.Name, StringComparer.Ordinal).Chunk(Instruments / 2);
        var candles = await Task.WhenAll(halves.Select(half => Task.Run(() => CountAsync(archive, snapshot, days, half.ToHashSet()))));
        if (candles.Sum() == 0)
            throw new InvalidOperationException("No candle came out.");
    }

    private static async Task<long> CountAsync(
        ArchivedTrades archive, DeltaSnapshot snapshot, List<DateOnly> days, HashSet<Instrument> instruments)
    {
        var candles = 0L;
        foreach (var day in days)
        {
            await foreach (var (_, minutes, _) in archive.ReadMinutesAsync(snapshot, day, instruments))
                candles += minutes.Count;
        }

        return candles;
    }

#pragma warning disable CS1998 // The importer reads files, and this is none.
    private static async IAsyncEnumerable<IReadOnlyList<Trade>> Batches()
    {
        foreach (var batch in SampleTrades.Make(Trades, Instruments, perSecond: 120).Chunk(100_000))
            yield return batch;
    }
#pragma warning restore CS1998
}
