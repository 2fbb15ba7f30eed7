using System.Runtime.InteropServices;
using CryptoGrains.Streams.Kafka;

namespace CryptoGrains.Streams.Tests.Kafka.Brokers;

/// <summary>A mock cluster for the tests of a class. They are skipped where librdkafka is not installed.</summary>
public sealed class MockKafka : IDisposable
{
    private readonly MockKafkaCluster _cluster = Start();
    private int _topics;

    /// <summary>Where it listens.</summary>
    public string Bootstrap => _cluster.Bootstrap;

    /// <summary>The options of a log that no other test has, whose topics are there.</summary>
    public KafkaLogOptions NewLog(int partitions = 4)
    {
        var options = new KafkaLogOptions
        {
            Bootstrap = Bootstrap,
            Topic = $"test.{Interlocked.Increment(ref _topics)}.raw",
            PartitionCount = partitions,
            SessionTimeout = TimeSpan.FromSeconds(6),
            FetchWait = TimeSpan.FromMilliseconds(10),
        };
        CreateTopics(options.Topic, partitions);
        return options;
    }

    /// <summary>Makes the topics of a log.</summary>
    public void CreateTopics(string topic, int partitions)
    {
        _cluster.CreateTopic(topic, partitions);
        _cluster.CreateTopic(KafkaTopics.ProcessedOf(topic), partitions);
        _cluster.CreateTopic(KafkaTopics.AlertsOf(topic), partitions);
        _cluster.CreateTopic(KafkaTopics.DeadLettersOf(topic), 1);
        _cluster.CreateTopic(KafkaTopics.IdentityOf(topic), 1);
    }

    /// <summary>Takes the broker away, or brings it back.</summary>
    public void SetDown(bool down) => _cluster.SetDown(down);

    /// <summary>Ends it.</summary>
    public void Dispose() => _cluster.Dispose();

    private static MockKafkaCluster Start()
    {
        if (!NativeLibrary.TryLoad(MockKafkaCluster.Library, out _))
            Assert.Skip("librdkafka is not installed: these tests need it (Debian: librdkafka1).");
        return new MockKafkaCluster();
    }
}
