using CryptoGrains.Analytics.Candles;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Import;

public sealed class KlineImportTests
{
    private readonly MemoryStore _store = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2024, 9, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HistoryTables Tables => new(_store, _clock);

    [Fact]
    public async Task Candles_are_held_by_series_and_year_in_one_commit()
    {
        var report = await ImportAsync(
            SampleKlines.Source(SampleKlines.Of(3), SampleKlines.Of(1), SampleKlines.Of(-1), SampleKlines.Of(2)),
            SampleKlines.Source(SampleKlines.Bitcoin, KlineInterval.Find("1d")!, SampleKlines.Of(0)),
            SampleKlines.Source(Instrument.Parse("BINANCE:ETHUSDT"), SampleKlines.Hour, SampleKlines.Of(5)));

        Assert.Equal((0L, 4, 6L, 6L), (report.Version, report.FilesWritten, report.Read, report.Added));
        Assert.Equal(["BINANCE:BTCUSDT 1h", "BINANCE:BTCUSDT 1d", "BINANCE:ETHUSDT 1h"], report.Series.Select(series => $"{series.Instrument} {series.Interval}"));
        Assert.Equal([1, 2, 3], await HoursAsync(2024));
        Assert.Equal([-1], await HoursAsync(2023));
        var year = await ReadAsync(2024);
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromDays(1)], year.Select(pair => pair.Length));
        Assert.All(year.SelectMany(pair => pair.Rows), row => Assert.True(
            row is { Closed: true, Origin: CandleOrigin.Import, TradeCount: CandleRow.UnknownCount } && row.QuoteVolume == CandleRow.UnknownVolume));
    }

    [Fact]
    public async Task The_same_again_makes_no_commit_and_no_file()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1), SampleKlines.Of(2)));
        var blobs = _store.Names;

        var report = await ImportAsync(SampleKlines.Source(SampleKlines.Of(2), SampleKlines.Of(1)));

        Assert.Equal((null, 0, 2L), (report.Version, report.FilesWritten, report.Series[0].Counts.Same));
        Assert.Equal(blobs, _store.Names);
    }

    [Fact]
    public async Task The_more_complete_candle_is_kept_and_the_report_shows_both()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1, volume: 10), SampleKlines.Of(2, volume: 10), SampleKlines.Of(3)));

        var report = await ImportAsync(SampleKlines.Source(SampleKlines.Of(1, volume: 9), SampleKlines.Of(2, volume: 11), SampleKlines.Of(3), SampleKlines.Of(3)));

        var series = Assert.Single(report.Series);
        Assert.Equal(new CandleImportCounts(Added: 0, Same: 1, Improved: 1, Stale: 1, Repeated: 1), series.Counts);
        var conflict = Assert.Single(series.Conflicts);
        Assert.Equal(((Int128)10_000_000_000_000, (Int128)11_000_000_000_000), (conflict.Held.Volume, conflict.New.Volume));
        Assert.Equal((SampleKlines.NewYear + TimeSpan.FromHours(2)).Microseconds, conflict.New.OpenTime);
        Assert.Equal([10, 11, 10], (await ReadAsync(2024))[0].Rows.Select(row => (int)(row.Volume / 1_000_000_000_000)));
    }

    [Fact]
    public async Task What_is_said_to_be_right_replaces_what_is_more_complete()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1, volume: 10)));

        var report = await new KlineImport(Tables).RunAsync([SampleKlines.Source(SampleKlines.Of(1, volume: 9))], replace: true, cancellationToken: Cancel);

        Assert.Equal(1, report.Improved);
        Assert.Equal(9, (int)((await ReadAsync(2024))[0].Rows[0].Volume / 1_000_000_000_000));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_its_reason_and_the_rest_is_held()
    {
        var half = SampleKlines.Of(1) with { OpenTime = SampleKlines.NewYear + TimeSpan.FromMinutes(30) };
        var report = await ImportAsync(SampleKlines.Source(half, SampleKlines.Of(2) with { Low = 0.0000000000001m }, SampleKlines.Of(3) with { High = 1 }, SampleKlines.Of(4)));

        var series = Assert.Single(report.Series);
        Assert.Equal((3L, 1L), (series.Refused, series.Read));
        Assert.Contains("no interval of 1h begins at 2024-01-01T00:30", series.Refusals[0], StringComparison.Ordinal);
        Assert.Contains("can't be kept exactly", series.Refusals[1], StringComparison.Ordinal);
        Assert.Contains("do not lie between", series.Refusals[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_are_listed_within_years_and_from_one_to_the_next()
    {
        var report = await ImportAsync(SampleKlines.Source(SampleKlines.Of(-3), SampleKlines.Of(1), SampleKlines.Of(2), SampleKlines.Of(4)));

        var series = Assert.Single(report.Series);
        Assert.Equal((2, 4L), (series.Outages, series.Missing));
        Assert.Equal((SampleKlines.NewYear - TimeSpan.FromHours(3), SampleKlines.NewYear + TimeSpan.FromHours(4)), (series.First, series.Last));
        Assert.Equal(
            [
                new CandleGap((SampleKlines.NewYear - TimeSpan.FromHours(2)).Microseconds, (SampleKlines.NewYear + TimeSpan.FromHours(1)).Microseconds, 3),
                new CandleGap((SampleKlines.NewYear + TimeSpan.FromHours(3)).Microseconds, (SampleKlines.NewYear + TimeSpan.FromHours(4)).Microseconds, 1),
            ],
            series.Gaps);
    }

    [Fact]
    public async Task Files_of_one_series_are_merged_one_after_the_other_and_years_may_come_back()
    {
        var report = await ImportAsync(
            SampleKlines.Source(SampleKlines.Of(-2), SampleKlines.Of(0)),
            SampleKlines.Source(SampleKlines.Of(-1, volume: 5), SampleKlines.Of(1)),
            SampleKlines.Source(SampleKlines.Of(-1, volume: 6)));

        Assert.Equal((2, 4L, 1L), (report.FilesWritten, report.Added, report.Improved));
        Assert.Equal([-2, -1], await HoursAsync(2023));
        Assert.Equal([0, 1], await HoursAsync(2024));
        Assert.Equal(0, report.Series[0].Missing);
    }

    [Fact]
    public async Task Imports_at_once_all_come_in()
    {
        var imports = Enumerable.Range(0, 8).Select(i => Task.Run(() => ImportAsync(SampleKlines.Source(SampleKlines.Of(i), SampleKlines.Of(i + 1))), Cancel));
        await Task.WhenAll(imports);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], await HoursAsync(2024));
    }

    [Fact]
    public async Task An_import_goes_on_behind_one_of_other_slices_without_reading_its_files_again()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(0)));
        var reads = 0;
        var source = SampleKlines.Source(SampleKlines.Of(1));
        var counted = source with { Read = cancel => { reads++; return source.Read(cancel); } };
        var other = 0;
        _store.BeforeWrite = name =>
        {
            if (name.Contains("_delta_log", StringComparison.Ordinal) && other++ == 0)
                ImportAsync(SampleKlines.Source(Instrument.Parse("BINANCE:ETHUSDT"), SampleKlines.Hour, SampleKlines.Of(0))).GetAwaiter().GetResult();
        };

        var report = await ImportAsync(counted);

        Assert.Equal((2L, 1), (report.Version, reads));
        Assert.Equal([0, 1], await HoursAsync(2024));
    }

    private Task<KlineImportReport> ImportAsync(params KlineSource[] sources) => new KlineImport(Tables).RunAsync(sources, cancellationToken: Cancel);

    private async Task<IReadOnlyList<(TimeSpan Length, CandleRow[] Rows)>> ReadAsync(int year) => await new ImportedCandles(Tables).ReadYearAsync(
        (await Tables.Klines.LatestAsync(cancellationToken: Cancel))!, SampleKlines.Bitcoin, year, Cancel);

    private async Task<List<int>> HoursAsync(int year) =>
        [.. (await ReadAsync(year))[0].Rows.Select(row => (int)(new Timestamp(row.OpenTime) - SampleKlines.NewYear).TotalHours)];
}
