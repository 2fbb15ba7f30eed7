using Confluent.Kafka;
using CryptoGrains.Market;
using CryptoGrains.Streams.DeadLetters;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// Keeps dead letters in a topic of their own, keyed by their source, so that every node's are in one place. docs/formats/kafka.md has their form.
/// </summary>
/// <remarks>Adding never waits for a broker: a letter that finds the client's queue full, or is not acknowledged, is counted and not kept.</remarks>
internal sealed class KafkaDeadLetters : IDeadLetters, IDisposable
{
    private readonly DeadLetterOptions _options = new();
    private readonly DeadLetterCounts _counts;
    private readonly IProducer<string, byte[]> _producer;
    private readonly string _topic;
    private readonly TimeSpan _timeout;
    private readonly ILogger _logger;

    public KafkaDeadLetters(KafkaClients clients, ILogger logger)
    {
        _counts = new DeadLetterCounts(_options.MaxInstruments);
        _topic = KafkaTopics.DeadLettersOf(clients.Options.Topic);
        _timeout = clients.Options.Timeout;
        _logger = logger;
        _producer = clients.LetterProducer(_options.QueueLetters);
    }

    /// <inheritdoc/>
    public long Count => _counts.Count;

    /// <inheritdoc/>
    public long CountOf(Instrument instrument) => _counts.Of(instrument);

    /// <inheritdoc/>
    public void Add(DeadLetter letter)
    {
        _counts.Add(letter.Instrument);
        if (letter.Raw.Length > _options.MaxRawLength)
            letter = letter with { Raw = letter.Raw[.._options.MaxRawLength] };
        try
        {
            _producer.Produce(_topic, new Message<string, byte[]> { Key = letter.Source, Value = DeadLetterLines.ToJson(letter) }, Report);
        }
        catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
        {
            Drop((exception as KafkaException)?.Error ?? new Error(ErrorCode.Local_Destroy));
        }
    }

    /// <summary>Sends what waits, as long as a request may take, and closes the connection.</summary>
    public void Dispose()
    {
        _producer.Flush(_timeout);
        _producer.Dispose();
    }

    private void Report(DeliveryReport<string, byte[]> report)
    {
        if (report.Error.IsError)
            Drop(report.Error);
    }

    private void Drop(Error error)
    {
        _counts.Drop(1);
        _logger.LogError("A dead letter could not be kept in {Topic} and is counted as dropped: {Reason}", _topic, error.Reason);
    }
}
