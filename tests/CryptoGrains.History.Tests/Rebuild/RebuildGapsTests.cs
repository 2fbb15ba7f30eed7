using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Rebuild;

public sealed class RebuildGapsTests
{
    private const string Name = "SIM:AAA";

    private static readonly Timestamp NewYear = Timestamp.From(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Missing_imported_candles_are_listed_across_years_too()
    {
        var bench = new RebuildBench();
        await bench.ImportAsync(Name, "1h", Hours(-5, -4, -1, 2, 3));

        await bench.RebuildAsync();

        Assert.Equal([("1h", -3, -1, 2L), ("1h", 0, 2, 2L)], await GapsAsync(bench));
        Assert.Equal(2, Assert.Single(await bench.SymbolsAsync()).Gaps);
    }

    [Fact]
    public async Task What_another_source_fills_is_no_gap()
    {
        var bench = new RebuildBench();
        await bench.ImportAsync(Name, "1h", Hours(0, 1, 6));
        await bench.RebuildAsync();
        Assert.Equal([("1h", 2, 6, 4L)], await GapsAsync(bench));

        await bench.ArchiveAsync(Trade(1, 3.5));
        await bench.RebuildAsync();

        Assert.Equal([("1h", 2, 3, 1L), ("1h", 4, 6, 2L)], await GapsAsync(bench));
    }

    [Fact]
    public async Task A_gap_goes_when_its_candles_are_imported()
    {
        var bench = new RebuildBench();
        await bench.ImportAsync(Name, "1h", Hours(0, 1, 6));
        await bench.RebuildAsync();
        await bench.ImportAsync(Name, "1h", Hours(2, 3, 4, 5));
        await bench.RebuildAsync();

        Assert.Empty(await GapsAsync(bench));
    }

    [Fact]
    public async Task Missing_trade_ids_are_listed_until_they_come()
    {
        var bench = new RebuildBench();
        await bench.ArchiveAsync(Trade(1, 0), Trade(2, 1), Trade(5, 800), Trade(6, 801));
        await bench.RebuildAsync();
        var gap = Assert.Single(await bench.GapsAsync());
        Assert.Equal((null, 2L, (NewYear + TimeSpan.FromHours(1)).Microseconds), (gap.Interval, gap.Missing, gap.From));
        Assert.Equal((NewYear + TimeSpan.FromHours(800) + TimeSpan.FromMinutes(1)).Microseconds, gap.To);

        await bench.ArchiveAsync(Trade(3, 400), Trade(4, 400.5));
        await bench.RebuildAsync();
        Assert.Empty(await bench.GapsAsync());
        Assert.Equal([true, false, false, false, false, false], (await bench.CandlesAsync(Interval.OneMinute, Name)).Select(row => row.Partial));
    }

    private static Kline[] Hours(params int[] hours) =>
        [.. hours.Select(hour => new Kline(NewYear + TimeSpan.FromHours(hour), 100, 100, 100, 100, 10, null, null, null))];

    private static Trade Trade(long id, double hour) =>
        new(Instrument.Parse(Name), id, 100, 1, TakerSide.Buy, NewYear + TimeSpan.FromHours(hour), NewYear + TimeSpan.FromHours(hour));

    private static async Task<List<(string?, int, int, long)>> GapsAsync(RebuildBench bench) =>
        [.. (await bench.GapsAsync()).Select(gap => (gap.Interval, HourOf(gap.From), HourOf(gap.To), gap.Missing))];

    private static int HourOf(long time) => (int)((time - NewYear.Microseconds) / 3_600_000_000);
}
