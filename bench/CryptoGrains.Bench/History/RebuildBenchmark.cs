using CryptoGrains.History.Rebuild;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.History;

/// <summary>
/// A full rebuild out of imported candles, beside DuckDB doing the same: union, one row a day, MA7 and MA30, files by symbol and year, and
/// the forecasting input.
/// </summary>
internal static class RebuildBenchmark
{
    private static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Days: the case of 8,142 rows, and 1,000 instruments of 3,000 days.</summary>
    public static async Task RunDaysAsync()
    {
        await RunAsync("rebuild of 8,142 days", instruments: 3, candles: 2_714, "1d", rounds: 7);
        await RunAsync("rebuild of 3 M days", instruments: 1_000, candles: 3_000, "1d", rounds: 3);
    }

    /// <summary>A year of one-minute candles of ten instruments: all six intervals here, the minutes and the days there.</summary>
    public static Task RunMinutesAsync() => RunAsync("rebuild of 5.3 M minutes", instruments: 10, candles: 525_600, "1m", rounds: 2);

    private static async Task RunAsync(string name, int instruments, int candles, string interval, int rounds)
    {
        using var folder = new HistoryFolder();
        using var duck = await DuckDb.StartAsync();
        await folder.ImportAsync(instruments, candles, KlineInterval.Find(interval)!, Start);
        var files = await folder.FilesAsync("klines");
        var rows = (long)instruments * candles;
        var round = 0;
        await Comparison.RunAsync(
            name,
            "rows",
            () =>
            {
                folder.DropDerived();
                return Measured.OfAsync(rows, () => new HistoryRebuild(folder.Tables).RunAsync(full: true));
            },
            "DuckDB",
            async () => new Measured(rows / (await duck.RunAsync(Sql(files, folder.PeerFolder($"{round++}"), interval))).Seconds, 0),
            rounds);

        folder.DropDerived();
        PeakMemory.Reset();
        await new HistoryRebuild(folder.Tables).RunAsync(full: true);
        Console.WriteLine($"{name}: {PeakMemory.MiB()} MiB of memory at the most");
    }

    private static string[] Sql(string files, string to, string interval)
    {
        var written = $"(format parquet, partition_by (symbol, year))";
        var daily = interval == "1d"
            ? "merged"
            : "(select symbol, year, date, arg_min(open, open_time) open, max(high) high, min(low) low, arg_max(close, open_time) as close, "
                + "sum(volume) volume, sum(quote_volume) quote_volume, sum(trade_count) trade_count from merged group by symbol, year, date)";
        var statements = new List<string>
        {
            $"""
            create or replace temp table merged as
            select symbol, year, open_time, cast(open_time at time zone 'UTC' as date) as date, open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume
            from (select *, row_number() over (partition by symbol, open_time order by revision desc) as n from read_parquet({files}, hive_partitioning = true))
            where n = 1
            """,
            $"""
            create or replace temp table days as
            select symbol, year, date, open as daily_open, high as daily_high, low as daily_low, close as daily_close, volume as daily_volume,
              quote_volume as daily_quote_volume, trade_count as total_trades, quote_volume / volume as avg_price,
              case when count(*) over w7 = 7 then avg(cast(close as double)) over w7 end as ma7,
              case when count(*) over w30 = 30 then avg(cast(close as double)) over w30 end as ma30,
              cast(close as double) / lag(cast(close as double)) over w1 - 1 as daily_return
            from {daily}
            window w1 as (partition by symbol order by date), w7 as (partition by symbol order by date rows 6 preceding), w30 as (partition by symbol order by date rows 29 preceding)
            """,
            $"copy (select * from days order by symbol, date) to '{to}/daily' {written}",
            $"copy (select date as ds, cast(daily_close as double) as y, symbol, year from days order by symbol, date) to '{to}/prophet' {written}",
        };
        if (interval != "1d")
            statements.Add($"copy (select * exclude (date) from merged order by symbol, open_time) to '{to}/candles' {written}");
        return [.. statements];
    }
}
