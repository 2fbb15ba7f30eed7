using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>Sharing with cooperative rebalancing.</summary>
public sealed class MockKafkaSharingTests(MockKafka kafka) : KafkaSharingContract(kafka.NewLog()), IClassFixture<MockKafka>
{
    /// <summary>The mock cluster may take a member that hands a partition over for one of another generation.</summary>
    protected override bool StoresDuringChanges => false;
}
