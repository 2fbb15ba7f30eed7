using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Import;

public sealed class ImportedCandlesTests
{
    private static readonly Instrument Ether = Instrument.Parse("BINANCE:ETHUSDT");

    private readonly HistoryTables _tables = new(new MemoryStore(), new ManualClock(new DateTimeOffset(2024, 9, 1, 0, 0, 0, TimeSpan.Zero)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changed_is_told_by_instrument_and_year()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(-1), SampleKlines.Of(1)));
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(2)), SampleKlines.Source(Ether, SampleKlines.Hour, SampleKlines.Of(-5)));
        var now = await LatestAsync();
        var candles = new ImportedCandles(_tables);

        Assert.Equal([(SampleKlines.Bitcoin, 2023), (SampleKlines.Bitcoin, 2024), (Ether, 2023)], Sorted(await candles.ChangedYearsAsync(null, now, Cancel)));
        Assert.Equal([(SampleKlines.Bitcoin, 2024), (Ether, 2023)], Sorted(await candles.ChangedYearsAsync(0, now, Cancel)));
        Assert.Empty(await candles.ChangedYearsAsync(1, now, Cancel));
    }

    [Fact]
    public async Task A_rollback_is_a_change_of_what_it_takes_away_and_brings_back()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1)));
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1, volume: 20)), SampleKlines.Source(Ether, SampleKlines.Hour, SampleKlines.Of(1)));

        var restored = await _tables.Klines.RestoreAsync(0, Cancel);

        var candles = new ImportedCandles(_tables);
        Assert.Equal([(SampleKlines.Bitcoin, 2024), (Ether, 2024)], Sorted(await candles.ChangedYearsAsync(1, restored, Cancel)));
        Assert.Equal(10, (int)((await candles.ReadYearAsync(restored, SampleKlines.Bitcoin, 2024, Cancel))[0].Rows[0].Volume / 1_000_000_000_000));
        Assert.Empty(await candles.ReadYearAsync(restored, Ether, 2024, Cancel));
    }

    [Fact]
    public async Task A_version_that_the_log_does_not_know_means_all()
    {
        await ImportAsync(SampleKlines.Source(SampleKlines.Of(1)));

        Assert.Single(await new ImportedCandles(_tables).ChangedYearsAsync(17, await LatestAsync(), Cancel));
    }

    private static IEnumerable<(Instrument, int)> Sorted(IReadOnlySet<(Instrument Instrument, int Year)> years) =>
        years.OrderBy(pair => pair.Instrument.Name, StringComparer.Ordinal).ThenBy(pair => pair.Year);

    private async Task<DeltaSnapshot> LatestAsync() => (await _tables.Klines.LatestAsync(cancellationToken: Cancel))!;

    private Task<KlineImportReport> ImportAsync(params KlineSource[] sources) => new KlineImport(_tables).RunAsync(sources, cancellationToken: Cancel);
}
