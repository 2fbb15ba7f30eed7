using CryptoGrains.History.Archive;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;

namespace CryptoGrains.History.Tests.Archive;

public sealed class LogArchiveTests
{
    private readonly ArchiveBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_record_of_the_log_becomes_one_row_in_the_file_of_its_day()
    {
        _bench.Log.Append(SampleTrades.Some(500));

        var result = await _bench.RunAsync();

        Assert.Equal((500, 0), (result.Trades, result.Lost));
        Assert.True(result.Commits > 1, "The trades fitted one commit.");
        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
        foreach (var file in (await _bench.LatestAsync()).Files.Values)
        {
            var rows = await StoredTrade.ReadAsync(_bench.Tables.Trades, file);
            Assert.Equal(rows.OrderBy(row => row.Symbol, StringComparer.Ordinal).ThenBy(row => row.Time).ThenBy(row => row.Id), rows);
            Assert.All(rows, row => Assert.Equal(new Timestamp(row.Time).ToString()[..10], row.Date));
        }
    }

    [Fact]
    public async Task Nothing_new_makes_no_commit_and_what_is_new_makes_one()
    {
        _bench.Log.Append(SampleTrades.Some(100));
        await _bench.RunAsync();
        var before = await _bench.LatestAsync();

        Assert.Equal(new ArchiveResult(0, 0, 0), await _bench.RunAsync());
        Assert.Equal(before.Version, (await _bench.LatestAsync()).Version);

        _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 9_999, TimeSpan.FromHours(3)));
        Assert.Equal(new ArchiveResult(1, 1, 0), await _bench.RunAsync());
        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_at_any_write_loses_nothing_and_doubles_nothing(bool afterTheWrite)
    {
        _bench.Log.Append(SampleTrades.Some(200));
        var crashes = 0;
        for (var at = 1; ; at++)
        {
            var writes = 0;
            Action<string> crash = _ =>
            {
                if (++writes == at)
                    throw new InvalidProgramException("The process was killed here, and nothing could catch it.");
            };
            _bench.Store.BeforeWrite = afterTheWrite ? null : crash;
            _bench.Store.AfterWrite = afterTheWrite ? crash : null;
            try
            {
                await _bench.RunAsync();
                break;
            }
            catch (InvalidProgramException)
            {
                // As after a crash: whatever comes next begins with what the store holds.
                crashes++;
            }

            // Every run finds as much as the first one did, so that each of its writes is met in its turn.
            _bench.Log.Append(SampleTrades.Some(200, seed: at));
        }

        _bench.Store.BeforeWrite = null;
        _bench.Store.AfterWrite = null;
        await _bench.RunAsync();

        Assert.True(crashes > 8, $"Only {crashes} writes were met.");
        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
    }

    [Fact]
    public async Task Two_archives_at_once_bring_each_record_once()
    {
        _bench.Log.Append(SampleTrades.Some(1_000));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _bench.RunAsync(), Cancel)));

        Assert.Equal(1_000, results.Sum(result => result.Trades));
        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
    }

    [Fact]
    public async Task A_late_trade_goes_to_the_day_it_belongs_to()
    {
        _bench.Log.Append(SampleTrades.Of("BINANCE:BTCUSDT", 2, TimeSpan.FromHours(1)), SampleTrades.Of("BINANCE:BTCUSDT", 1, TimeSpan.FromDays(-40)));

        await _bench.RunAsync();

        Assert.Equal(["2024-06-30", "2024-08-09"], (await _bench.RowsAsync()).Select(row => row.Date).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Losses_are_counted_told_and_noted_in_the_commit()
    {
        var trades = SampleTrades.Some(60);
        _bench.Log.Append(trades);
        var partition = _bench.Log.PartitionOf(trades[0].Instrument);
        _bench.Log.Drop(partition, 5);
        var logger = new RecordingLogger<LogArchive>();

        var result = await new LogArchive(_bench.Tables, logger: logger).RunAsync(_bench.Log, cancellationToken: Cancel);

        Assert.Equal(5, result.Lost);
        Assert.Contains(logger.Lines, line => line.StartsWith($"Warning: The archive lacks the records 0 to 4 of partition {partition}", StringComparison.Ordinal));
        var changes = await _bench.Tables.Trades.ChangesAsync(-1, 0, Cancel).ToListAsync(Cancel);
        Assert.Equal($"5 records: {partition}:0-5", changes[0].Parameters["lost"]);
        Assert.Equal(new ArchiveResult(0, 0, 0), await _bench.RunAsync());
    }

    [Fact]
    public async Task The_log_is_told_what_the_archive_still_needs()
    {
        _bench.Log.Append(SampleTrades.Some(60));
        await LogArchive.ReserveAsync(_bench.Log, Cancel);
        Assert.Equal([0L, 0L, 0L], await PositionsAsync());

        await _bench.RunAsync();

        Assert.Equal(Enumerable.Range(0, 3).Select(partition => _bench.Log.Bounds(partition).Next), await PositionsAsync());
    }

    [Fact]
    public async Task A_log_that_ends_before_what_is_archived_is_refused()
    {
        _bench.Log.Append(SampleTrades.Some(60));
        await _bench.RunAsync();
        _bench.Log = new MemoryLog("one", 3);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => _bench.RunAsync());

        Assert.Contains("put back from an older copy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_log_begins_at_its_own_beginning_and_what_is_archived_stays()
    {
        _bench.Log.Append(SampleTrades.Some(60));
        await _bench.RunAsync();
        var before = _bench.Expected();

        _bench.Log = new MemoryLog("two", 2);
        _bench.Log.Append(SampleTrades.Some(80, seed: 2));
        Assert.Equal(80, (await _bench.RunAsync()).Trades);

        Assert.Equal(StoredTrade.Ordered(before.Concat(_bench.Expected())), await _bench.RowsAsync());
    }

    [Fact]
    public async Task A_rolled_back_table_is_filled_again_from_the_log()
    {
        _bench.Log.Append(SampleTrades.Some(60));
        await _bench.RunAsync();
        var version = (await _bench.LatestAsync()).Version;
        _bench.Log.Append(SampleTrades.Some(60, seed: 3));
        await _bench.RunAsync();

        await _bench.Tables.Trades.RestoreAsync(version, Cancel);
        await _bench.RunAsync();

        Assert.Equal(_bench.Expected(), await _bench.RowsAsync());
    }

    [Fact]
    public async Task The_log_of_a_node_is_archived()
    {
        using var folder = new TemporaryFolder();
        await using var log = await SegmentTradeLog.OpenAsync(folder.Path, new SegmentLogOptions { Fsync = FsyncPolicy.Never });
        var trades = SampleTrades.Some(3_000);
        foreach (var partition in trades.GroupBy(trade => log.PartitionOf(trade.Instrument)))
            await log.AppendAsync(partition.Key, partition.Select(trade => LogEntry.Of(trade)).ToArray(), Cancel);

        var result = await new LogArchive(_bench.Tables).RunAsync(log, cancellationToken: Cancel);

        Assert.Equal(new ArchiveResult(3_000, 1, 0), result);
        Assert.Equal(
            StoredTrade.Ordered(trades.Select(trade => StoredTrade.Of(trade, null))),
            StoredTrade.Ordered((await _bench.RowsAsync()).Select(row => row with { Partition = null, Offset = null })));
        Assert.Equal(log.Bounds(0).Next, (await _bench.LatestAsync()).Transactions[$"log:{log.Id}:0"]);
    }

    private async Task<List<long>> PositionsAsync()
    {
        var positions = new List<long>();
        for (var partition = 0; partition < 3; partition++)
            positions.Add((await _bench.Log.ReadPositionAsync("archive", partition, Cancel))!.Value);
        return positions;
    }
}
