using System.Collections.Concurrent;
using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>How processes share a log's partitions, whatever the brokers are. Each log here is what a process would open.</summary>
public abstract class KafkaSharingContract(KafkaLogOptions options)
{
    private const string Reader = "grains";
    private const int Partitions = 4;

    private readonly Shares _shares = new();

    [Fact]
    public async Task Members_share_the_partitions_and_no_two_ever_read_one_at_once()
    {
        await using var one = await KafkaTradeLog.OpenAsync(options);
        await using var two = await KafkaTradeLog.OpenAsync(options);
        using var stopOne = new CancellationTokenSource();
        using var stopTwo = new CancellationTokenSource();

        var first = ShareAsync(one, "one", stopOne.Token);
        await _shares.AreAsync(("one", Partitions));
        var second = ShareAsync(two, "two", stopTwo.Token);
        await _shares.AreAsync(("one", Partitions / 2), ("two", Partitions / 2));
        await stopOne.CancelAsync();
        await first;
        await _shares.AreAsync(("one", 0), ("two", Partitions));
        await stopTwo.CancelAsync();
        await second;

        Assert.Empty(_shares.Overlaps);
    }

    [Fact]
    public async Task The_next_process_begins_where_the_last_stored_its_position()
    {
        await using var one = await KafkaTradeLog.OpenAsync(options);
        await using var two = await KafkaTradeLog.OpenAsync(options);
        for (var partition = 0; partition < Partitions; partition++)
            await one.AppendAsync(partition, Enumerable.Repeat(LogEntry.Clock("BINANCE", default), 10).ToArray(), Cancel);
        using var stop = new CancellationTokenSource();
        var begun = new ConcurrentDictionary<(string Member, int Partition), long?>();

        var first = ShareAsync(one, "one", stop.Token, storeAtEnd: partition => partition + 1, begun);
        await _shares.AreAsync(("one", Partitions));
        var second = ShareAsync(two, "two", stop.Token, storeAtEnd: null, begun);
        await _shares.AreAsync(("one", Partitions / 2), ("two", Partitions / 2));
        var taken = _shares.Of("two");
        await stop.CancelAsync();
        await Task.WhenAll(first, second);

        Assert.All(Enumerable.Range(0, Partitions), partition => Assert.Null(begun[("one", partition)]));
        Assert.All(taken, partition => Assert.Equal(partition + 1, begun[("two", partition)]));
    }

    [Fact]
    public async Task A_process_that_a_partition_has_left_cant_store_its_position_nor_can_one_that_takes_no_part()
    {
        await using var one = await KafkaTradeLog.OpenAsync(options);
        await using var two = await KafkaTradeLog.OpenAsync(options);
        await using var stranger = await KafkaTradeLog.OpenAsync(options);
        for (var partition = 0; partition < Partitions; partition++)
            await one.AppendAsync(partition, Enumerable.Repeat(LogEntry.Clock("BINANCE", default), 10).ToArray(), Cancel);
        using var stop = new CancellationTokenSource();
        var first = ShareAsync(one, "one", stop.Token);
        await _shares.AreAsync(("one", Partitions));
        var second = ShareAsync(two, "two", stop.Token);
        await _shares.AreAsync(("one", Partitions / 2), ("two", Partitions / 2));
        var (own, others) = (_shares.Of("one")[0], _shares.Of("two")[0]);

        await one.StorePositionAsync(Reader, own, 5, Cancel);
        var left = await Assert.ThrowsAsync<TradeLogException>(async () => await one.StorePositionAsync(Reader, others, 5, Cancel));
        var strange = await Assert.ThrowsAsync<TradeLogException>(async () => await stranger.StorePositionAsync(Reader, own, 7, Cancel));

        Assert.Contains($"Partition {others} of {options.Topic} is another process's", left.Message);
        Assert.Contains("could not be stored", strange.Message);
        Assert.Equal(5, await stranger.ReadPositionAsync(Reader, own, Cancel));
        Assert.Null(await stranger.ReadPositionAsync(Reader, others, Cancel));
        await stop.CancelAsync();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_reader_that_does_not_end_is_left_behind_and_stores_nothing_more()
    {
        await using var slow = await KafkaTradeLog.OpenAsync(options with { HandOver = TimeSpan.FromMilliseconds(500) });
        await using var next = await KafkaTradeLog.OpenAsync(options);
        for (var partition = 0; partition < Partitions; partition++)
            await slow.AppendAsync(partition, Enumerable.Repeat(LogEntry.Clock("BINANCE", default), 10).ToArray(), Cancel);
        using var stop = new CancellationTokenSource();
        var ends = new TaskCompletionSource();
        var refusals = new ConcurrentQueue<string>();
        var first = slow.ShareAsync(
            Reader,
            async (partition, _) =>
            {
                _shares.Begin("slow", partition);
                await ends.Task;
                try
                {
                    await slow.StorePositionAsync(Reader, partition, 3, CancellationToken.None);
                }
                catch (TradeLogException exception)
                {
                    refusals.Enqueue(exception.Message);
                }
            },
            () => { },
            stop.Token);
        await _shares.AreAsync(("slow", Partitions));

        var second = ShareAsync(next, "next", stop.Token);
        await _shares.AreAsync(("next", Partitions / 2));
        ends.SetResult();
        var taken = _shares.Of("next");
        await stop.CancelAsync();
        await Task.WhenAll(first, second);

        Assert.All(taken, partition => Assert.Contains(refusals, refusal => refusal.Contains($"Partition {partition} of")));
    }

    [Fact]
    public async Task Each_is_told_when_it_has_its_share_though_it_be_nothing()
    {
        var logs = await Task.WhenAll(Enumerable.Range(0, Partitions + 1).Select(_ => KafkaTradeLog.OpenAsync(options)));
        using var stop = new CancellationTokenSource();
        var told = logs.Select(_ => new TaskCompletionSource()).ToArray();

        var shares = logs.Select((log, i) => ShareAsync(log, $"member {i}", stop.Token, told: told[i].SetResult)).ToArray();
        await Task.WhenAll(told.Select(each => each.Task)).WaitAsync(TimeSpan.FromSeconds(90), Cancel);

        await stop.CancelAsync();
        await Task.WhenAll(shares);
        foreach (var log in logs)
            await log.DisposeAsync();
    }

    [Fact]
    public async Task A_read_that_fails_ends_the_share_with_its_error()
    {
        await using var log = await KafkaTradeLog.OpenAsync(options);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => log.ShareAsync(
            Reader,
            async (partition, stop) =>
            {
                if (partition == 2)
                    throw new InvalidOperationException("partition 2 can't be read");
                await Task.Delay(Timeout.Infinite, stop);
            },
            () => { },
            Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel));

        Assert.Equal("partition 2 can't be read", failure.Message);
    }

    [Fact]
    public async Task A_log_that_is_closed_ends_its_share_and_its_readers()
    {
        var log = await KafkaTradeLog.OpenAsync(options);
        var share = ShareAsync(log, "one", CancellationToken.None);
        await _shares.AreAsync(("one", Partitions));
        await using var reader = log.ReadAsync(0, 0, Cancel).GetAsyncEnumerator(Cancel);
        var next = reader.MoveNextAsync().AsTask();

        await log.DisposeAsync();

        await share;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(0, new[] { LogEntry.Clock("BINANCE", default) }, Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Takes part under a name, and tells the test what it reads.</summary>
    private Task ShareAsync(
        KafkaTradeLog log,
        string member,
        CancellationToken stop,
        Func<int, long>? storeAtEnd = null,
        ConcurrentDictionary<(string Member, int Partition), long?>? begun = null,
        Action? told = null) => log.ShareAsync(
        Reader,
        async (partition, cancelled) =>
        {
            if (begun is not null)
                begun.TryAdd((member, partition), await log.ReadPositionAsync(Reader, partition, Cancel));
            _shares.Begin(member, partition);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (cancelled.Register(ended.SetResult))
                await ended.Task;
            if (storeAtEnd is not null)
                await log.StorePositionAsync(Reader, partition, storeAtEnd(partition), Cancel);
            _shares.End(member, partition);
        },
        told ?? (() => { }),
        stop);
}
