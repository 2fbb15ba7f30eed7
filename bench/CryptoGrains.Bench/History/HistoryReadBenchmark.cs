using CryptoGrains.History.Reading;
using CryptoGrains.History.Rebuild;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.History;

/// <summary>
/// Reading a year of days and a month of minutes of one of five instruments, by a reader that has just been made and by one that has read it
/// before, beside DuckDB reading the same files; and what a minute takes on disk.
/// </summary>
internal static class HistoryReadBenchmark
{
    private static readonly Timestamp Start = Timestamp.From(new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static async Task RunAsync()
    {
        using var folder = new HistoryFolder();
        using var duck = await DuckDb.StartAsync();
        await folder.ImportAsync(instruments: 5, candles: 525_600, KlineInterval.Find("1m")!, Start);
        await new HistoryRebuild(folder.Tables).RunAsync(full: true);
        await RunAsync(folder, duck, "a year of days", Interval.OneDay, "date", Start + TimeSpan.FromDays(365), rows: 365);
        await RunAsync(folder, duck, "a month of minutes", Interval.OneMinute, "open_time", Start + TimeSpan.FromDays(31), rows: 44_640);
        await SizesAsync(folder, duck);
    }

    private static async Task RunAsync(HistoryFolder folder, DuckDb duck, string what, Interval interval, string column, Timestamp to, int rows)
    {
        var asked = new CandlesAsked(Instrument.Parse(SampleTrades.Name(3)), interval, Start, to, rows);
        var table = interval == Interval.OneDay ? "daily_filled" : "candles_1m";
        var sql = $"select * from read_parquet({await folder.FilesAsync(table)}, hive_partitioning = true) where symbol = '{asked.Instrument}' and \"{column}\" < "
            + $"{(interval == Interval.OneDay ? "date" : "timestamptz")} '{to.ToDateTimeOffset():yyyy-MM-dd}' order by \"{column}\"";
        var count = $"create or replace temp table got as {sql}";
        var hot = new HistoryReader(folder.Tables);
        const int times = 20;
        foreach (var (name, read) in new (string, Func<Task>)[]
        {
            ($"{what}, cold", () => ReadAsync(new HistoryReader(folder.Tables), asked)),
            ($"{what}, hot", () => ReadAsync(hot, asked)),
        })
        {
            await Comparison.RunAsync(
                name,
                "answers",
                () => Measured.OfAsync(times, async () =>
                {
                    for (var i = 0; i < times; i++)
                        await read();
                }),
                "DuckDB",
                async () => new Measured(times / (await duck.RunAsync([.. Enumerable.Repeat(count, times)])).Seconds, 0));
        }
    }

    private static async Task ReadAsync(HistoryReader reader, CandlesAsked asked)
    {
        var page = await reader.ReadAsync(asked);
        if (page is null || page.Candles.Length != asked.Limit)
            throw new InvalidOperationException($"{asked.Limit} candles were there and {page?.Candles.Length} came.");
    }

    private static async Task SizesAsync(HistoryFolder folder, DuckDb duck)
    {
        var dataset = (await new HistoryDatasets(folder.Tables).FindAsync("candles_1m"))!;
        var to = folder.PeerFolder("sizes");
        var files = await folder.FilesAsync("candles_1m");
        foreach (var (name, codec) in new[] { ("default", "snappy"), ("zstd", "zstd") })
        {
            await duck.RunAsync(
                $"copy (select * exclude (symbol, year) from read_parquet({files}, hive_partitioning = true) order by symbol, open_time) to '{to}/{name}.parquet' "
                + $"(format parquet, compression {codec})");
        }

        var (ours, rows) = ((double)dataset.Bytes, (double)dataset.Rows!.Value);
        Console.WriteLine(
            $"bytes of a minute candle: ours {ours / rows:0.0}, DuckDB {new FileInfo($"{to}/default.parquet").Length / rows:0.0}, "
            + $"DuckDB with zstd {new FileInfo($"{to}/zstd.parquet").Length / rows:0.0}");
    }
}
