namespace CryptoGrains.Streams.Kafka;

/// <summary>The lines of the alerts' journal in a topic, as they are, keyed by what they are about.</summary>
internal sealed class KafkaAlerts(KafkaLogOptions options, RenewedProducer producers) : IAlertTopic
{
    private readonly string _topic = KafkaTopics.AlertsOf(options.Topic);

    /// <inheritdoc/>
    public Task KeepAsync(string subject, ReadOnlyMemory<byte> line) =>
        producers.KeepAsync(_topic, subject, line.ToArray(), $"A line of the alerts' journal, about {subject},");
}
