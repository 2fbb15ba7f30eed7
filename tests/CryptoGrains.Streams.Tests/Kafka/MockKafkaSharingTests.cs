using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>Sharing with cooperative rebalancing.</summary>
public sealed class MockKafkaSharingTests(MockKafka kafka) : KafkaSharingContract(kafka.NewLog()), IClassFixture<MockKafka>;
