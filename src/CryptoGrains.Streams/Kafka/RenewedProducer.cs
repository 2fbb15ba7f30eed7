using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>A producer, and another one in its place when it has failed for good: one that has lost its sequence numbers sends nothing more.</summary>
internal sealed class RenewedProducer(KafkaClients clients, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _renewing = new();
    private IProducer<byte[], byte[]> _current = clients.Producer();

    /// <summary>The one to send with.</summary>
    public IProducer<byte[], byte[]> Current => Volatile.Read(ref _current);

    /// <summary>Sends a message to a topic beside the log.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="key">What it is about, in ASCII.</param>
    /// <param name="value">The message.</param>
    /// <param name="what">What it is, as the beginning of a sentence.</param>
    /// <returns>Ends when the brokers have acknowledged it.</returns>
    /// <exception cref="TradeLogException">They have not.</exception>
    public async Task KeepAsync(string topic, string key, byte[] value, string what)
    {
        var producer = Current;
        try
        {
            await producer.ProduceAsync(topic, new Message<byte[], byte[]> { Key = Encoding.ASCII.GetBytes(key), Value = value });
        }
        catch (KafkaException exception)
        {
            RenewIfFatal(producer, exception.Error);
            throw new TradeLogException(
                $"{what} was not acknowledged by {topic} at {clients.Options.Bootstrap}: {exception.Error.Reason}", exception);
        }
    }

    /// <summary>Replaces a producer whose report says that it has failed for good.</summary>
    public void RenewIfFatal(IProducer<byte[], byte[]> failed, Error failure)
    {
        if (!failure.IsFatal && failure.Code != ErrorCode.Local_Fatal)
            return;

        lock (_renewing)
        {
            if (_current != failed)
                return;

            logger.LogError("A producer of {Topic} failed for good and is replaced: {Reason}", clients.Options.Topic, failure.Reason);
            try
            {
                Volatile.Write(ref _current, clients.Producer());
            }
            catch (KafkaException exception)
            {
                logger.LogError(exception, "No other producer could be made; the next failure tries again.");
                return;
            }

            // Its last reports come on the thread that may be here.
            _ = Task.Run(() => Close(failed));
        }
    }

    /// <summary>Waits for what is under way, as long as a request may take, and closes the connection.</summary>
    public ValueTask DisposeAsync() => new(Task.Run(() => Close(_current)));

    private void Close(IProducer<byte[], byte[]> producer)
    {
        producer.Flush(clients.Options.Timeout);
        producer.Dispose();
    }
}
