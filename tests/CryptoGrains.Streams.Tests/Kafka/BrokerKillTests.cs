using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>The broker is killed under load and comes back. Whoever appends tries again; whoever reads notices nothing but the pause.</summary>
[Collection(RealKafkaCollection.Name)]
public sealed class BrokerKillTests(RealKafka kafka)
{
    private const int BatchRecords = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_a_killed_broker_acknowledged_is_there_and_in_order()
    {
        var options = kafka.NewLog() with { Timeout = TimeSpan.FromSeconds(5) };
        await using var log = await KafkaTradeLog.OpenAsync(options);
        var partition = log.PartitionOf(Trades.Bitcoin);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var acknowledged = new Dictionary<long, LogEntry>();
        var failures = 0;
        var batch = 0;
        await using var reader = log.ReadAsync(partition, 0, patience.Token).GetAsyncEnumerator(patience.Token);

        await AppendAsync(batches: 200);
        kafka.Kill();
        var back = kafka.StartedAsync();
        while (!back.IsCompleted)
            await AppendAsync(batches: 1);
        await back;
        await AppendAsync(batches: 200);
        await log.StorePositionAsync("grains", partition, 17, patience.Token);

        var at = 0L;
        var read = new Dictionary<long, LogEntry>();
        while (at < log.Bounds(partition).Next && await reader.MoveNextAsync())
        {
            foreach (var entry in reader.Current.Entries.Span)
            {
                Assert.True(entry.Offset >= at, $"Offset {entry.Offset} came after {at}.");
                at = entry.Offset + 1;
                read.Add(entry.Offset, entry);
            }
        }

        Assert.True(failures > 0, "The broker was killed, and no append noticed.");
        Assert.All(acknowledged, pair => Assert.Equal(pair.Value, read[pair.Key]));
        Assert.Equal(Enumerable.Range(0, batch * BatchRecords).Select(id => (long)id), read.Values.Select(entry => entry.Trade.Id).Distinct().Order());
        Assert.Equal(17, await log.ReadPositionAsync("grains", partition, patience.Token));

        // What was not acknowledged is appended again, until it is.
        async Task AppendAsync(int batches)
        {
            for (var end = batch + batches; batch < end;)
            {
                var trades = Trades.Of(Trades.Bitcoin.Name, BatchRecords, firstId: batch * BatchRecords);
                try
                {
                    var first = await log.AppendAsync(partition, trades, patience.Token);
                    foreach (var entry in Trades.At(first, trades))
                        acknowledged.Add(entry.Offset, entry);
                    batch++;
                }
                catch (TradeLogException exception)
                {
                    Assert.Contains("were not acknowledged", exception.Message);
                    failures++;
                }
            }
        }
    }
}
