using Confluent.Kafka;
using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Bench;

/// <summary>
/// Reading a whole trade log in Kafka, all partitions at once, and bringing it to the grains with a checkpoint at the end. The peer consumes
/// the same messages with the same client, as many consumers at once, and looks at none of them. The brokers: librdkafka's mock cluster in
/// this process, or what <see cref="Variable"/> names.
/// </summary>
internal static class KafkaBenchmark
{
    private const string Variable = "CRYPTOGRAINS_BENCH_KAFKA";

    private const int Count = 5_000_000;

    // The mock keeps 5 MiB of a partition.
    private const int MockCount = 1_000_000;
    private const int MockPartitions = 24;
    private const int BatchRecords = 10_000;

    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } spec)
        {
            await CompareAsync("kafka", Count, KafkaLogSpec.Parse(spec, Environment.GetEnvironmentVariable) with { Topic = $"bench.{Guid.NewGuid():N}" });
            return;
        }

        using var mock = new MockKafkaCluster();
        var options = new KafkaLogOptions { Bootstrap = mock.Bootstrap, PartitionCount = MockPartitions };
        mock.CreateTopic(options.Topic, MockPartitions);
        mock.CreateTopic(KafkaTopics.ProcessedPrices, MockPartitions);
        mock.CreateTopic(KafkaTopics.DeadLettersOf(options.Topic), 1);
        mock.CreateTopic(options.Topic + ".identity", 1);
        await CompareAsync("kafka, mock", MockCount, options);
    }

    private static async Task CompareAsync(string name, int count, KafkaLogOptions options)
    {
        await using var log = await KafkaTradeLog.OpenAsync(options);
        var written = await Measured.OfAsync(count, () => FillAsync(log, count));
        Console.WriteLine($"{name}: appended {Comparison.Rate(written.PerSecond)} trades/s ({written.BytesEach:0.##} B allocated each)");
        await Comparison.RunAsync(
            name,
            "trades",
            () => Measured.OfAsync(count, () => SampleLog.ReadAsync(log)),
            "consuming and doing nothing",
            () => Measured.OfAsync(count, () => ConsumeAsync(log, options)));

        using var folder = new TemporaryFolder();
        var replays = 0;
        await Comparison.RunAsync(
            $"{name} to grains",
            "trades",
            () => ReplayAsync(log, count, Path.Combine(folder.Path, $"replay-{replays++}")),
            "consuming and doing nothing",
            () => Measured.OfAsync(count, () => ConsumeAsync(log, options)));
    }

    private static async Task<Measured> ReplayAsync(KafkaTradeLog log, int count, string states)
    {
        await using var grains = GrainHost.Create(new ReplayedLog(log), states);
        return await Measured.OfAsync(count, async () =>
        {
            await grains.StartAsync();
            await grains.Pump.CaughtUpAsync(CancellationToken.None);
            await grains.Pump.CheckpointAsync(CancellationToken.None);
        });
    }

    private static Task FillAsync(KafkaTradeLog log, int count) => Task.WhenAll(SampleLog.Divide(log, SampleTrades.Make(count, instruments: 1_000))
        .Select((entries, partition) => SampleLog.AppendAsync(log, partition, entries, BatchRecords)));

    private static Task ConsumeAsync(KafkaTradeLog log, KafkaLogOptions options) => Task.WhenAll(Enumerable.Range(0, log.PartitionCount)
        .Select(partition => Task.Factory.StartNew(
            () => Consume(options, partition, log.Bounds(partition)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private static void Consume(KafkaLogOptions options, int partition, (long First, long Next) bounds)
    {
        var settings = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = options.Bootstrap,
            ["group.id"] = "bare",
            ["enable.auto.commit"] = "false",
            ["dotnet.consumer.consume.result.fields"] = "none",
        };
        if (options.OldBroker is { } version)
        {
            settings["api.version.request"] = "false";
            settings["broker.version.fallback"] = version;
        }

        var consumer = new ConsumerBuilder<Ignore, byte[]>(settings).Build();
        consumer.Assign(new TopicPartitionOffset(options.Topic, partition, bounds.First));
        for (var next = bounds.First; next < bounds.Next; next = consumer.Consume().Offset + 1)
        {
        }

        // Closing waits for the last fetch. Ours closes beside what it is measured at, too.
        _ = Task.Run(consumer.Dispose);
    }
}
