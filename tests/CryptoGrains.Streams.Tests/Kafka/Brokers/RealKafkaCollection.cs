namespace CryptoGrains.Streams.Tests.Kafka.Brokers;

/// <summary>The tests that share one real broker: it is slow to start, and some of them kill it.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // It is what xunit calls a collection.
public sealed class RealKafkaCollection : ICollectionFixture<RealKafka>
#pragma warning restore CA1711
{
    public const string Name = "Kafka 0.9";
}
