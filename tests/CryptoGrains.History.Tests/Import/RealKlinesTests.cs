using System.Runtime.CompilerServices;
using CryptoGrains.Feeds.Archives;
using CryptoGrains.History.Import;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Import;

/// <summary>The whole set of real kline files in one import.</summary>
public sealed class RealKlinesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_them_are_imported_with_their_rows_first_last_and_gaps()
    {
        var files = Directory.GetFiles(SharedData.PathOf("binance-klines"), "*.csv.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var tables = new HistoryTables(new MemoryStore(), TimeProvider.System);
        var read = new Dictionary<(Instrument, KlineInterval), SortedSet<Timestamp>>();
        var sources = files.Select(path => Source(path, read)).ToList();

        var report = await new KlineImport(tables).RunAsync(sources, cancellationToken: Cancel);

        Assert.Equal(files.Count, report.Series.Sum(series => series.Sources));
        Assert.Equal((0L, 0L), (report.Version, report.Refused));
        var candles = new ImportedCandles(tables);
        var snapshot = (await tables.Klines.LatestAsync(cancellationToken: Cancel))!;
        foreach (var series in report.Series)
        {
            var times = read[(series.Instrument, series.Interval)];
            Assert.Equal(times.Count, series.Counts.Added);
            Assert.Equal((times.Min, times.Max), (series.First!.Value, series.Last!.Value));
            var held = new List<Timestamp>();
            for (var year = times.Min.ToDateTimeOffset().Year; year <= times.Max.ToDateTimeOffset().Year; year++)
            {
                var rows = (await candles.ReadYearAsync(snapshot, series.Instrument, year, Cancel)).Where(length => length.Length == series.Interval.Length);
                held.AddRange(rows.SelectMany(length => length.Rows).Select(row => new Timestamp(row.OpenTime)));
            }

            Assert.Equal(times, held);
        }

        var bitcoin = report.Series.Single(series => series.Instrument.Name == "BINANCE:BTCUSDT" && series.Interval.Name == "1h");
        Assert.Equal((28, 128L), (bitcoin.Outages, bitcoin.Missing));

        var again = await new KlineImport(tables).RunAsync(sources, cancellationToken: Cancel);
        Assert.Equal((null, 0L, 0L), (again.Version, again.Added, again.Improved));
    }

    private static KlineSource Source(string path, Dictionary<(Instrument, KlineInterval), SortedSet<Timestamp>> read)
    {
        var file = KlineFile.Find(path, TimeProvider.System);
        if (!read.TryGetValue((file.Instrument, file.Interval), out var times))
            read.Add((file.Instrument, file.Interval), times = []);
        return new KlineSource(Path.GetFileName(path), file.Instrument, file.Interval, cancel => ReadAsync(file, times, cancel));
    }

    private static async IAsyncEnumerable<KlineRows> ReadAsync(
        KlineFile file, SortedSet<Timestamp> times, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in file.ReadAsync(cancellationToken))
        {
            times.UnionWith(batch.Rows.Select(row => row.OpenTime));
            yield return new KlineRows(
                [.. batch.Rows.Select(row => new Kline(
                    row.OpenTime, row.Open, row.High, row.Low, row.Close, row.Volume, row.QuoteVolume, row.TradeCount, row.TakerBuyVolume))],
                [.. batch.Unreadable.Select(letter => $"{letter.Source}: {letter.Reason}")]);
        }
    }
}
