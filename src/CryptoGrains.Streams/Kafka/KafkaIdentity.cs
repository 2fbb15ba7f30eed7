using System.Text.Json;
using Confluent.Kafka;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// What tells a log in Kafka from every other: the first record of a topic beside it. Whoever makes the log writes one; where two do at
/// once, both keep to the one with the lesser offset.
/// </summary>
/// <param name="Id">32 hexadecimal digits, drawn when the log was made.</param>
/// <param name="Partitions">How many partitions the log's topic had then: instruments lie where that number put them.</param>
internal sealed record KafkaIdentity(string Id, int Partitions)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The identity of a log; draws one where there is none.</summary>
    /// <exception cref="TradeLogException">The topic's first record is none, or the brokers can't be asked.</exception>
    public static async Task<KafkaIdentity> FindOrDrawAsync(KafkaClients clients, int partitions)
    {
        try
        {
            if (Find(clients) is { } found)
                return found;

            using (var producer = clients.Producer())
            {
                var drawn = new KafkaIdentity(Guid.NewGuid().ToString("N"), partitions);
                var message = new Message<byte[], byte[]> { Value = JsonSerializer.SerializeToUtf8Bytes(drawn, Json) };
                await producer.ProduceAsync(SourceOf(clients), message);
            }

            return Find(clients) ?? throw new TradeLogException($"The topic {SourceOf(clients).Topic} does not keep the record that was written to it.");
        }
        catch (KafkaException exception)
        {
            throw KafkaErrors.Of(clients.Options, "The identity could not be read or written", exception);
        }
    }

    private static TopicPartition SourceOf(KafkaClients clients) => new(KafkaTopics.IdentityOf(clients.Options.Topic), 0);

    private static KafkaIdentity? Find(KafkaClients clients)
    {
        var source = SourceOf(clients);
        using var consumer = clients.Plain("identity");
        var marks = consumer.QueryWatermarkOffsets(source, clients.Options.Timeout);
        if (marks.Low == marks.High)
            return null;

        consumer.Assign(new TopicPartitionOffset(source, marks.Low));
        var first = consumer.Consume(clients.Options.Timeout)
            ?? throw new TradeLogException($"The identity in {source.Topic} did not come within {clients.Options.Timeout}.");
        try
        {
            if (JsonSerializer.Deserialize<KafkaIdentity>(first.Message.Value, Json) is { Id.Length: > 0, Partitions: > 0 } identity)
                return identity;
        }
        catch (JsonException)
        {
            // Told below, with what else it may be.
        }

        throw new TradeLogException($"The first record of {source.Topic} is not a log's identity: the topic is something else's. Give the log another name.");
    }
}
