using System.Text.Json;
using CryptoGrains.Bench.History;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>284 files of real klines, imported by one command: what is in the tables is what is in the files, by DuckDB's word.</summary>
public sealed class ImportedMarketsTests(ImportedMarkets markets) : IClassFixture<ImportedMarkets>
{
    [Fact]
    public async Task Every_series_has_the_rows_and_the_first_and_last_candle_of_its_files()
    {
        var expected = markets.Recount();
        using var duck = await DuckDb.StartAsync();
        var (_, rows) = await duck.RunAsync(
            $"""
            select symbol, "interval", count(*)::varchar, epoch_ms(min(open_time))::varchar, epoch_ms(max(open_time))::varchar
            from read_parquet({await FilesAsync("klines")}, hive_partitioning = true, hive_types = {Varchar("symbol", "interval")}) group by 1, 2 order by 1, 2
            """);
        Assert.Equal(
            expected
                .Select(each => $"BINANCE:{each.Key.Symbol} {each.Key.Interval}: {each.Value.Count}, {each.Value.Min} to {each.Value.Max}")
                .Order(StringComparer.Ordinal),
            rows.EnumerateArray()
                .Select(row => $"{row[0].GetString()} {row[1].GetString()}: {row[2].GetString()}, {row[3].GetString()} to {row[4].GetString()}")
                .Order(StringComparer.Ordinal));
        Assert.Contains($"{expected.Count:N0} series", markets.Report[^1]);
    }

    [Fact]
    public async Task The_28_outages_of_bitcoins_hours_are_listed_as_gaps()
    {
        var hours = markets.Recount()[("BTCUSDT", "1h")].ToArray();
        var expected = Enumerable.Range(1, hours.Length - 1)
            .Where(i => hours[i] - hours[i - 1] > 3_600_000)
            .Select(i => (From: hours[i - 1] + 3_600_000, To: hours[i], Missing: ((hours[i] - hours[i - 1]) / 3_600_000) - 1))
            .ToList();
        Assert.Equal((28, 128), (expected.Count, expected.Sum(gap => gap.Missing)));

        await using var node = await NodeFixture.StartAsync(markets.Data, "sim?instruments=1&rate=1");
        var answer = JsonDocument.Parse(await node.Client.GetStringAsync("/api/v1/batch/gaps?symbol=BINANCE:BTCUSDT")).RootElement;
        Assert.Equal(
            expected,
            answer.GetProperty("gaps").EnumerateArray().Select(gap =>
                (gap.GetProperty("from").GetInt64(), gap.GetProperty("to").GetInt64(), gap.GetProperty("missing").GetInt64())));
    }

    [Fact]
    public async Task Means_and_returns_are_DuckDBs_to_the_last_bit()
    {
        markets.Recount();
        using var duck = await DuckDb.StartAsync();

        // An exact sum divided once is what a mean of exact prices is. DuckDB divides decimals as doubles of exact digits: at 12 decimals
        // and below 2^53 digits both sides are exact until the one division. Longer sums are rounded once more, by one unit in the last place.
        var (_, rows) = await duck.RunAsync(
            $"""
            create or replace temp table days as select * from read_parquet({await FilesAsync("daily_filled")}, hive_partitioning = true, hive_types = {Varchar("symbol")})
            """,
            """
            create or replace temp table expected as
            select symbol, date, ma7, ma30,
              case when count(*) over w7 = 7 then sum(daily_close) over w7::double / 7 end as mean7,
              case when count(*) over w30 = 30 then sum(daily_close) over w30::double / 30 end as mean30,
              daily_return, ((daily_close - lag(daily_close) over w)::double / (lag(daily_close) over w)::double) as change
            from days
            window w as (partition by symbol order by date), w7 as (partition by symbol order by date rows 6 preceding),
              w30 as (partition by symbol order by date rows 29 preceding)
            """,
            """
            select count(*)::varchar, count(ma7)::varchar, count(ma30)::varchar,
              count(*) filter ((ma7 is null) <> (mean7 is null) or (ma30 is null) <> (mean30 is null) or (daily_return is null) <> (change is null))::varchar,
              coalesce(max(abs(ma7 - mean7) / mean7), 1)::varchar, coalesce(max(abs(ma30 - mean30) / mean30), 1)::varchar, coalesce(max(abs(daily_return - change) / nullif(abs(change), 0)), 1)::varchar
            from expected
            """);
        var row = rows[0].EnumerateArray().Select(cell => cell.GetString()!).ToArray();
        Assert.True(long.Parse(row[0]) > 30_000, row[0]);
        Assert.True(long.Parse(row[1]) < long.Parse(row[0]) && long.Parse(row[2]) < long.Parse(row[1]));
        Assert.Equal("0", row[3]);

        // Two roundings there against one here: less than two units in the last place, 2^-52 each.
        Assert.All(row[4..], apart => Assert.True(double.Parse(apart) < 2 * Math.Pow(2, -52), $"{apart} apart: {string.Join(' ', row)}"));
    }

    [Fact]
    public async Task Verification_finds_nothing()
    {
        markets.Recount();
        var report = await Cli.RunAsync("verify", "--data", markets.Data);
        Assert.EndsWith(": 0 differences.", report[^1]);
    }

    private static string Varchar(params string[] columns) => $"{{{string.Join(", ", columns.Select(column => $"'{column}': varchar"))}}}";

    private async Task<string> FilesAsync(string table) =>
        $"[{string.Join(", ", (await Cli.RunAsync("datasets", table, "--format", "paths", "--data", markets.Data)).Select(path => $"'{path}'"))}]";
}
