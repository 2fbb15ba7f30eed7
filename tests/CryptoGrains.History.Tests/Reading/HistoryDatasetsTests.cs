using CryptoGrains.History.Reading;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Reading;

public sealed class HistoryDatasetsTests : IDisposable
{
    private readonly HistoryFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public async Task A_version_is_the_list_of_files_that_other_tools_open()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 10));
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Ether, null, HistoryFixture.Minutes("2024-08-01", 5));
        var datasets = new HistoryDatasets(_history.Tables);

        var newest = Assert.Single(await datasets.ListAsync());
        Assert.Equal(("candles_1m", 1L, 15L, 2), (newest.Name, newest.Version, newest.Rows, newest.Files.Length));
        Assert.InRange(newest.Time, _history.Time.GetUtcNow(), _history.Time.GetUtcNow().AddMilliseconds(1));
        Assert.Equal(["symbol", "year"], newest.PartitionColumns);
        Assert.Equal(CandlesTable.Schema, newest.Schema);
        Assert.Equal(newest.Bytes, newest.Files.Sum(file => file.Bytes));
        Assert.All(newest.Files, file => Assert.Equal(new FileInfo(file.Location).Length, file.Bytes));
        Assert.Equal(["BINANCE:BTCUSDT", "BINANCE:ETHUSDT"], newest.Files.Select(file => file.PartitionValues["symbol"]));

        var first = await datasets.FindAsync("candles_1m", new AsOf(0, null));
        Assert.Equal((0L, 10L), (first!.Version, first.Rows));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await _history.CommitAsync(Interval.OneMinute, HistoryFixture.Bitcoin, null, HistoryFixture.Minutes("2024-08-01", 10));
        var datasets = new HistoryDatasets(_history.Tables);

        Assert.Null(await datasets.FindAsync("candles_2m"));
        Assert.Null(await datasets.FindAsync("candles_5m"));
        Assert.Null(await datasets.FindAsync("candles_1m", new AsOf(7, null)));
        Assert.Contains("daily_filled", datasets.Names);
    }
}
