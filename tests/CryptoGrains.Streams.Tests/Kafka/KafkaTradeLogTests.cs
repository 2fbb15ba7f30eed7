using System.Diagnostics.Metrics;
using System.Text.Json;
using Confluent.Kafka;
using CryptoGrains.Market;
using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Tests.Kafka.Brokers;
using Instrument = CryptoGrains.Market.Instrument;
using Timestamp = CryptoGrains.Market.Timestamp;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>What a log in Kafka does beyond the contract.</summary>
public sealed class KafkaTradeLogTests(MockKafka kafka) : IClassFixture<MockKafka>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KafkaLogOptions _options = kafka.NewLog();

    [Fact]
    public async Task What_another_producer_keys_by_instrument_is_read_and_what_it_garbles_goes_to_the_dead_letters_once()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var partition = log.PartitionOf(Trades.Bitcoin);
        using var foreign = Foreign();
        const string json = """
            {"venue":"BINANCE","symbol":"BTCUSDT","id":7,"price":"61837.63","quantity":0.001,"takerSide":"buy","eventTime":1723204800000}
            """;
        foreach (var value in new[] { json, "{\"venue\":", json.Replace("BTCUSDT", "ETHUSDT") })
            await foreign.ProduceAsync(_options.Topic, new Message<string, string> { Key = Trades.Bitcoin.Name, Value = value }, Cancel);

        var trade = new Trade(
            Trades.Bitcoin, 7, 61837.63m, 0.001m, TakerSide.Buy, Timestamp.FromUnixMilliseconds(1_723_204_800_000), Timestamp.FromUnixMilliseconds(1_723_204_800_000), 0);
        Assert.NotEqual(partition, log.PartitionOf(Instrument.Parse("BINANCE:ETHUSDT")));
        for (var time = 0; time < 2; time++)
            Assert.Equal([LogEntry.Of(trade).At(0)], await log.ReadUntilAsync(partition, 0, 3));

        var letters = ReadLetters(2);
        Assert.Equal([$"{_options.Topic} {partition}:1", $"{_options.Topic} {partition}:2"], letters.Select(letter => letter.Key));
        Assert.Contains("not JSON", letters[0].Value.GetProperty("reason").GetString());
        Assert.Contains("BINANCE:ETHUSDT belongs to partition", letters[1].Value.GetProperty("reason").GetString());
        Assert.Equal("{\"venue\":", letters[0].Value.GetProperty("raw").GetString());
        Assert.Equal("BINANCE:BTCUSDT", letters[0].Value.GetProperty("instrument").GetString());
        Assert.Equal((2, 2), (log.DeadLetters.Count, log.DeadLetters.CountOf(Trades.Bitcoin)));
    }

    [Fact]
    public async Task A_reader_moves_on_behind_a_message_that_cant_be_read()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        using var foreign = Foreign();
        await foreign.ProduceAsync(new TopicPartition(_options.Topic, 2), new Message<string, string> { Value = "?" }, Cancel);

        await foreach (var batch in log.ReadAsync(2, 0, Cancel))
        {
            Assert.Equal((0, 1, null), (batch.Entries.Length, batch.NextOffset, batch.Lost));
            break;
        }
    }

    [Fact]
    public async Task A_log_that_lost_its_beginning_tells_a_slow_reader_what_is_missing()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var partition = log.PartitionOf(Trades.Bitcoin);
        var written = Trades.Of("BINANCE:BTCUSDT", 150_000);
        foreach (var batch in written.Chunk(10_000))
            await log.AppendAsync(partition, batch, Cancel);

        var (entries, losses) = await log.ReadWithLossesAsync(partition, 100, written.Length);

        var lost = Assert.Single(losses);
        Assert.Equal(100, lost.FromOffset);
        Assert.InRange(lost.ToOffset, 1_000, written.Length - 1_000);
        Assert.Contains("the brokers dropped", lost.Reason);
        Assert.Equal(Trades.At(0, written)[(int)lost.ToOffset..], entries);
        Assert.Equal((lost.ToOffset, written.Length), log.Bounds(partition));
    }

    [Fact]
    public async Task A_log_truncated_under_a_reader_gives_all_that_it_kept_and_tells_what_is_missing()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var partition = log.PartitionOf(Trades.Bitcoin);
        var written = Trades.At(0, Trades.Of("BINANCE:BTCUSDT", 500_000));
        await log.AppendAsync(partition, written.AsMemory(0, 1_000), Cancel);
        await using var reader = log.ReadAsync(partition, 0, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await reader.MoveNextAsync());
        var at = reader.Current.NextOffset;

        // The reader holds its batch; what the client fetches ahead is bounded, and the mock keeps 5 MiB.
        for (var from = 1_000; from < written.Length; from += 10_000)
            await log.AppendAsync(partition, written.AsMemory(from, Math.Min(10_000, written.Length - from)), Cancel);

        var losses = new List<LogLoss>();
        while (at < written.Length && await reader.MoveNextAsync().AsTask().WaitAsync(Patience, Cancel))
        {
            var batch = reader.Current;
            if (batch.Lost is { } lost)
            {
                Assert.Equal(at, lost.FromOffset);
                losses.Add(lost);
                at = lost.ToOffset;
            }

            Assert.Equal(written[(int)at..(int)batch.NextOffset], batch.Entries.ToArray());
            at = batch.NextOffset;
        }

        Assert.Single(losses);
    }

    [Fact]
    public async Task A_position_beyond_the_end_is_refused()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        await log.AppendAsync(1, new[] { LogEntry.Clock("BINANCE", default) }, Cancel);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => log.ReadWithLossesAsync(1, 5, 6));

        Assert.Contains("has the offsets from 0 to 1, and 5 could not be read", refusal.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.StorePositionAsync("grains", 1, 5, Cancel));
    }

    [Fact]
    public async Task A_topic_whose_partitions_have_become_more_is_refused()
    {
        var grown = _options.Topic + ".grown";
        kafka.CreateTopics(grown, 5);
        using var foreign = Foreign();
        await foreign.ProduceAsync(KafkaTopics.IdentityOf(grown), new Message<string, string> { Value = "{\"id\":\"a1\",\"partitions\":4}" }, Cancel);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(() => KafkaTradeLog.OpenAsync(_options with { Topic = grown }));
        Assert.Contains("had 4 partitions when the log was made and has 5 now", refusal.Message);
    }

    [Fact]
    public async Task Two_that_make_a_log_at_once_agree_on_its_id()
    {
        var logs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KafkaTradeLog.OpenAsync(_options)));

        Assert.Single(logs.Select(log => log.Id).Distinct());
        foreach (var log in logs)
            await log.DisposeAsync();
    }

    [Fact]
    public async Task Brokers_that_are_not_there_are_told_in_a_sentence()
    {
        var refusal = await Assert.ThrowsAsync<TradeLogException>(
            () => KafkaTradeLog.OpenAsync(_options with { Bootstrap = "127.0.0.1:1", Timeout = TimeSpan.FromSeconds(2) }));

        Assert.Contains($"{_options.Topic} at 127.0.0.1:1", refusal.Message);
        Assert.Contains("see that the brokers run", refusal.Message);
    }

    [Fact]
    public async Task A_trade_that_readers_would_refuse_is_not_appended()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var trade = Trades.Of("BINANCE:BTCUSDT", 1)[0].Trade with { Price = 0 };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            async () => await log.AppendAsync(log.PartitionOf(Trades.Bitcoin), new[] { LogEntry.Of(trade) }, Cancel));

        Assert.Contains("the price 0 is not positive", refusal.Message);
    }

    [Fact]
    public async Task What_other_processes_append_stands_between_and_all_is_read()
    {
        await using var one = await KafkaTradeLog.OpenAsync(_options);
        await using var two = await KafkaTradeLog.OpenAsync(_options);
        var partition = one.PartitionOf(Trades.Bitcoin);
        var logs = new[] { one, two };

        await Task.WhenAll(logs.Select((log, number) => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await log.AppendAsync(partition, Trades.Of("BINANCE:BTCUSDT", 10, firstId: (number * 1_000) + (i * 10)), Cancel);
        })));

        var read = await one.ReadUntilAsync(partition, 0, 1_000);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => i < 500 ? (long)i : i + 500), read.Select(entry => entry.Trade.Id).Order());
    }

    [Fact]
    public async Task Brokers_that_are_away_fail_an_append_and_serve_the_next_when_they_are_back()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options with { Timeout = TimeSpan.FromSeconds(2) });
        var mark = new[] { LogEntry.Clock("BINANCE", default) };
        kafka.SetDown(true);

        var refusal = await Assert.ThrowsAsync<TradeLogException>(async () => await log.AppendAsync(3, mark, Cancel));
        kafka.SetDown(false);
        while (true)
        {
            try
            {
                await log.AppendAsync(3, mark, Cancel);
                break;
            }
            catch (TradeLogException)
            {
                // Not back yet.
            }
        }

        Assert.Contains($"Records for partition 3 of {_options.Topic} at {kafka.Bootstrap} were not acknowledged", refusal.Message);
        Assert.NotEmpty(await log.ReadToEndAsync(3, 0));
    }

    [Fact]
    public async Task A_log_whose_brokers_are_gone_can_be_closed_while_it_is_read_shared_and_watched()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var logger = new RecordingLogger<KafkaTradeLog>();
        var log = await KafkaTradeLog.OpenAsync(_options with { Timeout = TimeSpan.FromSeconds(2), HandOver = TimeSpan.FromSeconds(2) }, time, logger);
        var told = new TaskCompletionSource();
        var sharing = log.ShareAsync("grains", (_, stop) => Task.Delay(Timeout.Infinite, stop), told.SetResult, Cancel);
        var reading = log.ReadAsync(1, 0, Cancel).GetAsyncEnumerator(Cancel);
        var next = reading.MoveNextAsync().AsTask();
        await told.Task.WaitAsync(Patience, Cancel);
        kafka.SetDown(true);
        try
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await logger.WaitForAsync("could not be asked for", Patience);

            await log.DisposeAsync().AsTask().WaitAsync(Patience, Cancel);
            await sharing.WaitAsync(Patience, Cancel);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => next);
        }
        finally
        {
            kafka.SetDown(false);
        }
    }

    [Fact]
    public async Task One_reader_more_than_the_bound_waits_for_another_to_end()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options with { MaxReaders = 1 });
        await log.AppendAsync(0, new[] { LogEntry.Clock("BINANCE", default) }, Cancel);
        var readers = new List<IAsyncEnumerator<LogBatch>>();
        for (var i = 0; i < log.PartitionCount + 1; i++)
        {
            readers.Add(log.ReadAsync(0, 0, Cancel).GetAsyncEnumerator(Cancel));
            Assert.True(await readers[i].MoveNextAsync());
        }

        await using var another = log.ReadAsync(0, 0, Cancel).GetAsyncEnumerator(Cancel);
        var waiting = another.MoveNextAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await readers[0].DisposeAsync();

        Assert.True(await waiting.WaitAsync(Patience, Cancel));
        foreach (var reader in readers)
            await reader.DisposeAsync();
    }

    [Fact]
    public async Task Topics_that_are_not_there_are_made_by_brokers_that_make_what_is_asked_for()
    {
        const int brokersDefault = 4;
        await using var log = await KafkaTradeLog.OpenAsync(_options with { Topic = _options.Topic + ".new" });

        Assert.Equal(brokersDefault, log.PartitionCount);
        Assert.Equal(0, await log.AppendAsync(3, new[] { LogEntry.Clock("BINANCE", default) }, Cancel));
    }

    [Fact]
    public async Task Closed_candles_are_kept_in_order_where_their_instruments_name_puts_them()
    {
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        var candle = new Candle
        {
            OpenTime = Timestamp.FromUnixMilliseconds(1_723_204_800_000),
            Open = 61837.63m,
            High = 61900m,
            Low = 61837.63m,
            Close = 61850.1m,
            Volume = 0.00100000m,
            QuoteVolume = 61.83763m,
            TakerBuyVolume = 0m,
            TradeCount = 3,
            FirstTradeId = 7,
            LastTradeId = null,
            Closed = true,
        };

        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            revision => log.ClosedCandles.KeepAsync(Trades.Bitcoin, Interval.OneMinute, candle with { Revision = revision })));

        var kept = ReadJson(KafkaTopics.ProcessedOf(_options.Topic), log.PartitionOf(Trades.Bitcoin), 10);
        Assert.All(kept, message => Assert.Equal("BINANCE:BTCUSDT", message.Key));
        Assert.Equal(Enumerable.Range(0, 10), kept.Select(message => message.Value.GetProperty("revision").GetInt32()));
        Assert.Equal(
            "{\"instrument\":\"BINANCE:BTCUSDT\",\"interval\":\"1m\",\"openTime\":1723204800000,\"open\":61837.63,\"high\":61900,\"low\":61837.63,"
            + "\"close\":61850.1,\"volume\":0.00100000,\"quoteVolume\":61.83763,\"tradeCount\":3,\"takerBuyVolume\":0,\"firstTradeId\":7,\"lastTradeId\":null,"
            + "\"partial\":false,\"revision\":0}",
            kept[0].Value.GetRawText());
    }

    [Fact]
    public async Task Lines_of_the_alerts_journal_are_in_their_topic_as_they_are_and_in_order_for_each_subject()
    {
        Assert.Equal("crypto.alerts", KafkaTopics.AlertsOf(KafkaTopics.RawPrices));
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            seq => log.Alerts.KeepAsync("BINANCE:BTCUSDT", System.Text.Encoding.ASCII.GetBytes($$"""{"seq":{{seq}},"kind":"fired"}"""))));

        var kept = ReadJson(KafkaTopics.AlertsOf(_options.Topic), log.PartitionOf(Trades.Bitcoin), 10);
        Assert.All(kept, message => Assert.Equal("BINANCE:BTCUSDT", message.Key));
        Assert.Equal(Enumerable.Range(0, 10).Select(seq => $$"""{"seq":{{seq}},"kind":"fired"}"""), kept.Select(message => message.Value.GetRawText()));
    }

    [Fact]
    public async Task The_meter_tells_how_far_a_reader_is_behind()
    {
        const string reader = "the reader of this test";
        await using var log = await KafkaTradeLog.OpenAsync(_options);
        await log.AppendAsync(1, Enumerable.Repeat(LogEntry.Clock("BINANCE", default), 10).ToArray(), Cancel);
        await log.StorePositionAsync(reader, 1, 4, Cancel);
        var lags = new List<(object? Partition, long Lag)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "cryptograins.log.lag")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (reader.Equals(all["reader"]))
                lags.Add((all["partition"], value));
        });
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal([(1, 6L)], lags);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IProducer<string, string> Foreign() => new ProducerBuilder<string, string>(new Dictionary<string, string>
    {
        ["bootstrap.servers"] = kafka.Bootstrap,
        ["partitioner"] = "murmur2_random", // The Java client's.
    }).Build();

    private List<(string Key, JsonElement Value)> ReadLetters(int count) => ReadJson(KafkaTopics.DeadLettersOf(_options.Topic), 0, count);

    /// <summary>All that is in a partition, which must be so many.</summary>
    private List<(string Key, JsonElement Value)> ReadJson(string topic, int partition, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new Dictionary<string, string>
        {
            ["bootstrap.servers"] = kafka.Bootstrap,
            ["group.id"] = "json",
            ["fetch.wait.max.ms"] = "10",
        }).Build();
        var source = new TopicPartition(topic, partition);
        consumer.Assign(new TopicPartitionOffset(source, Offset.Beginning));
        var messages = new List<(string, JsonElement)>();
        while (messages.Count < count)
        {
            var message = consumer.Consume(Patience);
            Assert.NotNull(message);
            messages.Add((message.Message.Key, JsonDocument.Parse(message.Message.Value).RootElement));
        }

        Assert.Equal(count, consumer.QueryWatermarkOffsets(source, Patience).High.Value);
        return messages;
    }
}
