using CryptoGrains.History.Archive;

namespace CryptoGrains.History.Tests.Archive;

public sealed class TradeCompactionTests
{
    private readonly ArchiveBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_small_files_become_few_with_the_same_rows_in_order()
    {
        _bench.Log.Append(SampleTrades.Some(2_000));
        await _bench.RunAsync();
        var before = await _bench.LatestAsync();
        _bench.Clock.Now += TimeSpan.FromDays(2);

        var replaced = await _bench.NewArchive().CompactAsync(cancellationToken: Cancel);

        var after = await _bench.LatestAsync();
        Assert.True(replaced > 10 && after.Files.Count < before.Files.Count / 2, $"{replaced} files replaced, {after.Files.Count} of {before.Files.Count} left.");
        Assert.All(after.Files.Values, file => Assert.InRange(file.Rows!.Value, 1, ArchiveBench.Small.FileRows + TradesByDay.RowGroupRows));
        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
        Assert.Equal(before.Transactions, after.Transactions);
        foreach (var file in after.Files.Values)
        {
            var rows = await StoredTrade.ReadAsync(_bench.Tables.Trades, file);
            Assert.Equal(rows.OrderBy(row => row.Symbol, StringComparer.Ordinal).ThenBy(row => row.Time).ThenBy(row => row.Id).ThenBy(row => row.Offset), rows);
        }

        Assert.Equal(0, await _bench.NewArchive().CompactAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_day_that_goes_on_may_have_some_small_files()
    {
        for (var i = 0; i < ArchiveBench.Small.SmallFiles; i++)
        {
            _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", i, TimeSpan.FromHours(i)));
            await _bench.RunAsync();
        }

        Assert.Equal(0, await _bench.NewArchive().CompactAsync(cancellationToken: Cancel));
        _bench.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(ArchiveBench.Small.SmallFiles, await _bench.NewArchive().CompactAsync(cancellationToken: Cancel));
        Assert.Single((await _bench.LatestAsync()).Files);
    }

    [Fact]
    public async Task The_archive_may_go_on_while_it_works_and_another_may_compact_too()
    {
        _bench.Log.Append(SampleTrades.Some(1_500));
        await _bench.RunAsync();
        _bench.Clock.Now += TimeSpan.FromDays(2);
        _bench.Log.Append(SampleTrades.Some(500, seed: 7));

        await Task.WhenAll(
            Task.Run(() => _bench.RunAsync(), Cancel),
            Task.Run(() => _bench.NewArchive().CompactAsync(cancellationToken: Cancel), Cancel),
            Task.Run(() => _bench.NewArchive().CompactAsync(cancellationToken: Cancel), Cancel));

        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
    }

    [Fact]
    public async Task The_same_files_become_the_same_bytes()
    {
        _bench.Log.Append(SampleTrades.Some(300));
        await _bench.RunAsync();
        var files = (await _bench.LatestAsync()).Files.Values.GroupBy(file => file.PartitionValues["date"]).MaxBy(day => day.Count())!.ToList();

        var forwards = await TradeMerge.RunAsync(_bench.Tables.Trades, files, 1_000, Cancel).ToListAsync(Cancel);
        files.Reverse();
        var backwards = await TradeMerge.RunAsync(_bench.Tables.Trades, files, 1_000, Cancel).ToListAsync(Cancel);

        Assert.True(files.Count > 1, "There is nothing to merge.");
        Assert.Equal(forwards.Select(file => Convert.ToHexString(file.Content)), backwards.Select(file => Convert.ToHexString(file.Content)));
    }
}
