namespace CryptoGrains.Streams.Tests;

/// <summary>What every trade log must do, whatever it is made of. A class for each kind of log gives the log and inherits the tests.</summary>
public abstract class TradeLogContract : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens the log of this test: the same one again after it was closed.</summary>
    protected abstract Task<ITradeLog> OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task An_empty_log_begins_and_ends_at_0()
    {
        await using var log = await OpenAsync();

        for (var partition = 0; partition < log.PartitionCount; partition++)
            Assert.Equal((0, 0), log.Bounds(partition));
    }

    [Fact]
    public async Task What_is_appended_is_read_in_order_with_its_offsets()
    {
        await using var log = await OpenAsync();
        var written = Trades.Of("BINANCE:BTCUSDT", 5_000);
        var partition = log.PartitionOf(Trades.Bitcoin);

        var first = await log.AppendAsync(partition, written.AsMemory(0, 10), Cancel);
        var second = await log.AppendAsync(partition, written.AsMemory(10), Cancel);

        Assert.Equal((0, 10), (first, second));
        Assert.Equal((0, 5_000), log.Bounds(partition));
        Assert.Equal(Trades.At(0, written), await log.ReadToEndAsync(partition, 0));
    }

    [Fact]
    public async Task Clock_marks_keep_their_place_among_the_trades()
    {
        await using var log = await OpenAsync();
        var trades = Trades.Of("BINANCE:BTCUSDT", 2);
        var partition = log.PartitionOf(Trades.Bitcoin);
        var mark = LogEntry.Clock("BINANCE", trades[0].Time + TimeSpan.FromSeconds(1));

        await log.AppendAsync(partition, new[] { trades[0], mark, trades[1] }, Cancel);

        var read = await log.ReadToEndAsync(partition, 0);
        Assert.Equal([trades[0].At(0), mark.At(1), trades[1].At(2)], read);
        Assert.Equal("BINANCE", read[1].ClockVenue);
    }

    [Fact]
    public async Task A_reader_begins_at_any_offset()
    {
        await using var log = await OpenAsync();
        var written = Trades.Of("BINANCE:BTCUSDT", 3_000);
        var partition = log.PartitionOf(Trades.Bitcoin);
        await log.AppendAsync(partition, written, Cancel);

        foreach (var from in new[] { 0, 1, 959, 960, 961, 1_500, 2_999 })
            Assert.Equal(Trades.At(0, written)[from..], await log.ReadToEndAsync(partition, from));
    }

    [Fact]
    public async Task A_reader_at_the_end_waits_for_what_comes()
    {
        await using var log = await OpenAsync();
        var written = Trades.Of("BINANCE:BTCUSDT", 3);
        var partition = log.PartitionOf(Trades.Bitcoin);
        await log.AppendAsync(partition, written.AsMemory(0, 1), Cancel);
        await using var reader = log.ReadAsync(partition, 0, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await reader.MoveNextAsync());

        var next = reader.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await log.AppendAsync(partition, written.AsMemory(1), Cancel);

        Assert.True(await next.WaitAsync(Patience, Cancel));
        Assert.Equal(1, reader.Current.Entries.Span[0].Offset);
    }

    [Fact]
    public async Task A_reader_that_is_cancelled_ends()
    {
        await using var log = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        await using var reader = log.ReadAsync(0, 0, cancel.Token).GetAsyncEnumerator(cancel.Token);
        var next = reader.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task Many_appenders_share_a_partition_and_each_finds_its_records_in_order()
    {
        await using var log = await OpenAsync();
        var partition = log.PartitionOf(Trades.Bitcoin);

        var appenders = Enumerable.Range(0, 16).Select(appender => Task.Run(async () =>
        {
            var offsets = new Dictionary<long, LogEntry>();
            for (var i = 0; i < 50; i++)
            {
                var batch = Trades.Of("BINANCE:BTCUSDT", 1 + (i % 7), firstId: (appender * 1_000_000) + (i * 10));
                var first = await log.AppendAsync(partition, batch, Cancel);
                for (var j = 0; j < batch.Length; j++)
                    offsets.Add(first + j, batch[j].At(first + j));
            }

            return offsets;
        }));
        var expected = (await Task.WhenAll(appenders)).SelectMany(offsets => offsets).OrderBy(pair => pair.Key).Select(pair => pair.Value);

        Assert.Equal(expected, await log.ReadToEndAsync(partition, 0));
    }

    [Fact]
    public async Task Many_readers_see_the_same()
    {
        await using var log = await OpenAsync();
        var written = Trades.Of("BINANCE:BTCUSDT", 10_000);
        var partition = log.PartitionOf(Trades.Bitcoin);
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => log.ReadUntilAsync(partition, 0, written.Length))).ToArray();

        foreach (var batch in written.Chunk(100))
            await log.AppendAsync(partition, batch, Cancel);

        foreach (var read in await Task.WhenAll(readers).WaitAsync(Patience, Cancel))
            Assert.Equal(Trades.At(0, written), read);
    }

    [Fact]
    public async Task A_batch_stays_as_it_is_until_its_reader_asks_for_the_next()
    {
        await using var log = await OpenAsync();
        var written = Trades.Of("BINANCE:BTCUSDT", 6_000);
        var expected = Trades.At(0, written);
        var partition = log.PartitionOf(Trades.Bitcoin);
        await log.AppendAsync(partition, written.AsMemory(0, 5_000), Cancel);
        await using var slow = log.ReadAsync(partition, 500, Cancel).GetAsyncEnumerator(Cancel);

        var at = 500;
        while (at < 5_000)
        {
            Assert.True(await slow.MoveNextAsync());
            var batch = slow.Current;

            // Neither another reader's batches nor what is appended may touch it.
            await log.ReadToEndAsync(partition, 0);
            if (at == 500)
                await log.AppendAsync(partition, written.AsMemory(5_000), Cancel);

            // The memory may be used again for the next one, so it is looked at before that is asked for.
            Assert.Equal(expected[at..(int)batch.NextOffset], batch.Entries.ToArray());
            at = (int)batch.NextOffset;
        }
    }

    [Fact]
    public async Task A_closed_log_holds_the_same_when_it_is_opened_again()
    {
        var written = Trades.Of("BINANCE:BTCUSDT", 2_000);
        int partition;
        await using (var log = await OpenAsync())
        {
            partition = log.PartitionOf(Trades.Bitcoin);
            await log.AppendAsync(partition, written.AsMemory(0, 1_500), Cancel);
        }

        await using var again = await OpenAsync();
        var first = await again.AppendAsync(partition, written.AsMemory(1_500), Cancel);

        Assert.Equal(1_500, first);
        Assert.Equal(Trades.At(0, written), await again.ReadToEndAsync(partition, 0));
    }

    [Fact]
    public async Task A_log_keeps_its_id()
    {
        string id;
        await using (var log = await OpenAsync())
            id = log.Id;

        await using var again = await OpenAsync();
        Assert.Equal(id, again.Id);
        Assert.True(id.Length > 0 && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'), id);
    }

    [Fact]
    public async Task A_readers_position_outlives_the_log_that_stored_it()
    {
        await using (var log = await OpenAsync())
        {
            var partition = log.PartitionOf(Trades.Bitcoin);
            await log.AppendAsync(partition, Trades.Of("BINANCE:BTCUSDT", 10), Cancel);
            Assert.Null(await log.ReadPositionAsync("grains", partition, Cancel));
            await log.StorePositionAsync("grains", partition, 4, Cancel);
            await log.StorePositionAsync("archive", partition, 2, Cancel);
            await log.StorePositionAsync("grains", partition, 7, Cancel);
        }

        await using var again = await OpenAsync();
        Assert.Equal(7, await again.ReadPositionAsync("grains", again.PartitionOf(Trades.Bitcoin), Cancel));
        Assert.Equal(2, await again.ReadPositionAsync("archive", again.PartitionOf(Trades.Bitcoin), Cancel));
        Assert.Null(await again.ReadPositionAsync("nobody", again.PartitionOf(Trades.Bitcoin), Cancel));
    }

    [Fact]
    public async Task A_trade_of_another_partition_is_refused()
    {
        await using var log = await OpenAsync();
        var other = (log.PartitionOf(Trades.Bitcoin) + 1) % log.PartitionCount;

        var refusal = await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(other, Trades.Of("BINANCE:BTCUSDT", 1), Cancel));

        Assert.Contains("BINANCE:BTCUSDT belongs to partition", refusal.Message);
        Assert.Equal((0, 0), log.Bounds(other));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
