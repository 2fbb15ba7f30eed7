using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tests.Rebuild;
using CryptoGrains.History.Verify;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Verify;

public sealed class HistoryVerifyTests
{
    private static readonly Timestamp Monday = Timestamp.From(new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_history_with_gaps_corrections_and_features_is_what_it_should_be()
    {
        var report = await VerifyAsync(await BenchAsync());
        Assert.Empty(report.Differences);
        Assert.True(report.Rows > 100, $"{report.Rows} rows were compared.");
    }

    [Theory]
    [InlineData("daily_filled", "avg_price")]
    [InlineData("daily_filled", "ma7")]
    [InlineData("daily_filled", "daily_return")]
    [InlineData("prophet_input", "y")]
    public async Task A_feature_is_right_to_its_last_bit(string table, string column)
    {
        var bench = await BenchAsync();
        await ChangeAsync(bench, table, column, (double value) => Math.BitIncrement(value));
        var difference = Assert.Single((await VerifyAsync(bench)).Differences);
        Assert.Equal((table, column), (difference.Table, difference.What));
    }

    [Theory]
    [InlineData("gaps", "missing")]
    [InlineData("gaps", "to_time")]
    [InlineData("symbols", "gaps")]
    [InlineData("symbols", "missing_days")]
    [InlineData("symbols", "boundary")]
    public async Task A_line_of_the_tables_that_sum_up_that_is_not_what_it_should_be_is_named_twice(string table, string column)
    {
        var bench = await BenchAsync();
        await ChangeAsync(bench, table, column, (long value) => value + 1);
        var differences = (await VerifyAsync(bench)).Differences;
        Assert.Equal([("there", "absent"), ("absent", "there")], differences.Select(each => (each.Served, each.Expected)));
        Assert.All(differences, difference => Assert.Equal(table, difference.Table));
    }

    [Fact]
    public async Task A_line_that_no_instrument_has_is_named()
    {
        var bench = await BenchAsync();
        await ChangeAsync(bench, "symbols", "symbol", (string _) => "SIM:NOBODY");
        Assert.Equal(["SIM:NOBODY", "SIM:BTCUSDT"], (await VerifyAsync(bench)).Differences.Select(each => each.Instrument.Name));
    }

    [Fact]
    public async Task A_revision_is_compared_with_the_version_before_and_a_rollback_is_none()
    {
        var bench = await BenchAsync();
        await ChangeAsync(bench, "candles_4h", "revision", (int value) => value + 1);
        var difference = Assert.Single((await VerifyAsync(bench)).Differences);
        Assert.Equal(("candles_4h", "revision"), (difference.Table, difference.What));

        var table = bench.Tables.Candles(Interval.FourHours);
        await table.RestoreAsync((await RebuildBench.LatestAsync(table)).Version - 1, Cancel);
        Assert.Empty((await VerifyAsync(bench)).Differences);
    }

    [Fact]
    public async Task A_series_whose_years_have_one_candle_each_is_marked_across_them()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0), Trade(2, 400 * 86_400), Trade(9, 800 * 86_400), Trade(10, 1_200 * 86_400), Trade(11, 1_600 * 86_400));
        await bench.RebuildAsync();
        Assert.Equal([true, true, true, false, false], (await bench.CandlesAsync(Interval.OneDay, "SIM:BTCUSDT")).Select(row => row.Partial));
        Assert.Empty((await VerifyAsync(bench)).Differences);
    }

    /// <summary>Ten days of trades, of which ids and an hour of imports are missing; one that came late corrected candles in a second version.</summary>
    private static async Task<RebuildBench> BenchAsync()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Enumerable.Range(0, 240).Where(hour => hour is not (100 or 150)).Select(hour => Trade(hour, hour * 3_600)));
        await bench.ImportAsync("SIM:BTCUSDT", "1h", [.. new[] { -6, -5, -3 }.Select(hour => Hour(hour))]);
        await bench.MoveBoundaryAsync(Monday + TimeSpan.FromDays(11));
        await bench.RebuildAsync();
        await bench.ArchiveAsync(Trade(100, 100 * 3_600));
        await bench.RebuildAsync();
        Assert.Equal(1, (await bench.CandlesAsync(Interval.OneDay, "SIM:BTCUSDT")).Max(row => row.Revision));
        Assert.Equal(2, (await bench.GapsAsync()).Select(gap => gap.Interval).Distinct().Count());
        return bench;
    }

    private static Trade Trade(long id, double seconds)
    {
        var time = Monday + TimeSpan.FromSeconds(seconds);
        return new Trade(Instrument.Parse("SIM:BTCUSDT"), id, 100.01m + (id * 7 % 13), 1.7m + (id % 3), TakerSide.Buy, time, time);
    }

    private static Kline Hour(int hour) => new(Monday + TimeSpan.FromHours(hour), 90, 90, 90, 90, 1, 90, 1, 1);

    private static Task<VerifyReport> VerifyAsync(RebuildBench bench) => new HistoryVerify(bench.Tables).RunAsync(cancellationToken: Cancel);

    /// <summary>Writes the last value of a column anew, and has the log name the file in the place of the one before.</summary>
    private static async Task ChangeAsync<T>(RebuildBench bench, string folder, string column, Func<T, T> change)
    {
        var table = bench.Tables.All.Single(each => each.Folder == folder);
        var snapshot = await RebuildBench.LatestAsync(table);
        var file = snapshot.Files.Values.Last();
        var reader = await table.OpenFileAsync(file, Cancel);
        var columns = new List<ColumnData>();
        for (var i = 0; i < reader.Columns.Count; i++)
            columns.Add(await reader.ReadAsync(0, i, Cancel));

        ref var value = ref ((ColumnData<T>)columns[reader.IndexOf(column)]).Values[^1];
        value = change(value);
        var changed = DataFile.Encode(snapshot.Metadata.FileSchema, [columns]);
        var add = await table.WriteFileAsync(snapshot.Metadata, file.PartitionValues, changed.Content, changed.Stats, file.Tags, Cancel);
        Assert.NotNull(await table.TryCommitAsync(snapshot, new DeltaCommit("WRITE") { Adds = [add], Removes = [file.Path] }, Cancel));
    }
}
