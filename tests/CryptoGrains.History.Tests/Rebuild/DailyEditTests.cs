using CryptoGrains.History.Rebuild;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.History.Tests.Reading;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

public sealed class DailyEditTests
{
    private const string Bitcoin = "BINANCE:BTCUSDT";
    private const int First = 2012;
    private const int Last = 2020;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2012, 2012, 2013)]
    [InlineData(2013, 2012, 2014)]
    [InlineData(2016, 2014, 2017)]
    [InlineData(2020, 2018, 2020)]
    [InlineData(2021, 2019, 2021)]
    public async Task A_day_more_has_only_the_years_touched_into_which_marks_and_windows_reach(int year, int first, int last)
    {
        var bench = await HistoryAsync(daysOfYear: 40);
        await bench.ArchiveAsync(TradeOf(year, 100));
        var store = new WatchedStore(bench.Store);
        await new HistoryRebuild(new HistoryTables(store, bench.Clock)).RunAsync(full: false, cancellationToken: Cancel);

        var touched = store.FilesRead
            .Where(name => name.StartsWith("daily_filled/", StringComparison.Ordinal))
            .Select(name => int.Parse(name.Split("year=")[1][..4], provider: null));
        Assert.Equal(Enumerable.Range(first, last - first + 1), touched.Distinct().Order());
        await AssertIsWholeAsync(bench);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Years_of_few_days_come_out_in_parts_as_they_do_at_once(int daysOfYear)
    {
        for (var year = First - 1; year <= Last + 1; year++)
        {
            var bench = await HistoryAsync(daysOfYear);
            await bench.ArchiveAsync(TradeOf(year, 100));
            await bench.RebuildAsync();
            await AssertIsWholeAsync(bench);
        }
    }

    private static async Task AssertIsWholeAsync(RebuildBench bench)
    {
        var whole = await bench.WithoutDerivedAsync();
        await whole.RebuildAsync();
        Assert.Equal(await whole.ContentAsync(), await bench.ContentAsync());
    }

    /// <summary>A trade on each of the first days of some years, all of them computed.</summary>
    private static async Task<RebuildBench> HistoryAsync(int daysOfYear)
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(
            from year in Enumerable.Range(First, Last - First + 1)
            from day in Enumerable.Range(0, daysOfYear)
            select TradeOf(year, day));
        await bench.RebuildAsync();
        return bench;
    }

    // Ids rise with time, and some are missing everywhere.
    private static Trade TradeOf(int year, int day)
    {
        var time = new DateTimeOffset(year, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);
        return SampleTrades.Of(
            Bitcoin, (year * 1_000) + (day / 3 * 4) + (day % 3), time - SampleTrades.Midnight.ToDateTimeOffset(), 100 + ((year + (day * 31)) % 97));
    }
}
