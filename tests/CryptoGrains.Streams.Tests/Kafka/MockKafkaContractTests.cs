using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>The log's contract on brokers of the modern protocol.</summary>
public sealed class MockKafkaContractTests(MockKafka kafka) : TradeLogContract, IClassFixture<MockKafka>
{
    private readonly KafkaLogOptions _options = kafka.NewLog();

    protected override async Task<ITradeLog> OpenAsync() => await KafkaTradeLog.OpenAsync(_options);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
