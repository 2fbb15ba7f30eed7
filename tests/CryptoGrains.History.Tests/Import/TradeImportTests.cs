using CryptoGrains.History.Import;
using CryptoGrains.History.Tests.Archive;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Import;

public sealed class TradeImportTests
{
    private static readonly string File = new('7', 64);

    private readonly ArchiveBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_in_whole_in_one_commit_and_not_again()
    {
        var trades = SampleTrades.Some(500);

        var result = await ImportAsync(trades);
        var again = await ImportAsync(trades);

        Assert.Equal((500L, 0L, 0L, false), (result.Trades, result.Version, result.Refused, result.WasImported));
        Assert.Equal((trades.Min(trade => trade.EventTime), trades.Max(trade => trade.EventTime)), (result.First!.Value, result.Last!.Value));
        Assert.Equal((0L, 0L, true), (again.Trades, again.Version, again.WasImported));
        Assert.Equal(StoredTrade.Ordered(trades.Select(trade => StoredTrade.Of(trade, null))), await _bench.RowsAsync());
        Assert.Equal(result.Days, (await _bench.RowsAsync()).Select(row => row.Date).Distinct().Count());
    }

    [Fact]
    public async Task What_the_border_would_refuse_is_refused_with_its_reason()
    {
        var result = await ImportAsync(
        [
            SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.Zero),
            SampleTrades.Of("BINANCE:BTCUSDT", -2, TimeSpan.Zero),
            SampleTrades.Of("BINANCE:BTCUSDT", 3, TimeSpan.Zero, price: 0),
            SampleTrades.Of("BINANCE:BTCUSDT", 4, TimeSpan.FromDays(-9_000)),
            SampleTrades.Of("BINANCE:BTCUSDT", 5, TimeSpan.FromDays(1)),
        ]);

        Assert.Equal((1L, 4L), (result.Trades, result.Refused));
        Assert.Contains("is negative", result.Refusals[0], StringComparison.Ordinal);
        Assert.Contains("is not positive", result.Refusals[1], StringComparison.Ordinal);
        Assert.Contains("outside the years", result.Refusals[2], StringComparison.Ordinal);
        Assert.Contains("in the future", result.Refusals[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_readable_makes_no_commit()
    {
        var result = await ImportAsync([]);

        Assert.Equal((0L, null), (result.Trades, result.Version));
        Assert.Empty(_bench.Store.Names);
    }

    [Fact]
    public async Task The_same_file_imported_twice_at_once_comes_in_once_beside_the_archive()
    {
        var trades = SampleTrades.Some(300);
        _bench.Log.Append(SampleTrades.Some(300, seed: 9));

        var imports = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ImportAsync(trades), Cancel)).ToArray();
        await Task.WhenAll([.. imports, Task.Run(() => _bench.RunAsync(), Cancel)]);

        Assert.Single(await Task.WhenAll(imports), import => !import.WasImported);
        Assert.Equal(
            StoredTrade.Ordered(_bench.Expected().Concat(trades.Select(trade => StoredTrade.Of(trade, null)))), await _bench.RowsAsync());
    }

    [Fact]
    public async Task A_name_that_is_no_hash_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new TradeImport(_bench.Tables).RunAsync("trades.csv", Batches([]), cancellationToken: Cancel));

    private Task<TradeImportResult> ImportAsync(IReadOnlyList<Trade> trades) =>
        new TradeImport(_bench.Tables, ArchiveBench.Small).RunAsync(File, Batches(trades), cancellationToken: Cancel);

    private static async IAsyncEnumerable<IReadOnlyList<Trade>> Batches(IReadOnlyList<Trade> trades)
    {
        foreach (var batch in trades.Chunk(50))
        {
            await Task.Yield();
            yield return batch;
        }
    }
}
