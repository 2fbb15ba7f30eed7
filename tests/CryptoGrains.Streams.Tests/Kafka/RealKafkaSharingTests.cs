using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>Sharing where every change of the group stops all of its members.</summary>
[Collection(RealKafkaCollection.Name)]
public sealed class RealKafkaSharingTests(RealKafka kafka) : KafkaSharingContract(kafka.NewLog());
