using CryptoGrains.Streams.Kafka;
using CryptoGrains.Streams.Tests.Kafka.Brokers;

namespace CryptoGrains.Streams.Tests.Kafka;

/// <summary>The log's contract on a broker that keeps its records on disk.</summary>
[Collection(RealKafkaCollection.Name)]
public sealed class RealKafkaContractTests(RealKafka kafka) : TradeLogContract
{
    private readonly KafkaLogOptions _options = kafka.NewLog();

    protected override async Task<ITradeLog> OpenAsync() => await KafkaTradeLog.OpenAsync(_options);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
