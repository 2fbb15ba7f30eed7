using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using CryptoGrains.Streams.Kafka.Records;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// Sends records, those of a partition one behind the other. What is under way is bounded in chunks; callers wait for room, in order.
/// </summary>
#pragma warning disable CA1001 // Disposing the turnstiles would leave those who stand at them when the log is closed waiting for ever.
internal sealed class KafkaAppender
#pragma warning restore CA1001
{
    private const int ChunkRecords = 512;
    private const int MaxKnownKeys = 65_536;

    private readonly KafkaClients _clients;
    private readonly KafkaBounds _bounds;
    private readonly SemaphoreSlim _room = new(KafkaClients.MaxQueuedRecords / ChunkRecords);
    private readonly SemaphoreSlim[] _turnstiles;
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();
    private readonly RenewedProducer _producer;

    public KafkaAppender(KafkaClients clients, RenewedProducer producer, KafkaBounds bounds, int partitionCount)
    {
        (_clients, _producer, _bounds) = (clients, producer, bounds);
        _turnstiles = [.. Enumerable.Range(0, partitionCount).Select(_ => new SemaphoreSlim(1))];
    }

    /// <summary>Sends records that have been found right, and waits until the brokers have them.</summary>
    /// <returns>The first one's offset.</returns>
    public async Task<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken)
    {
        var deliveries = new List<KafkaDelivery>();
        var turnstile = _turnstiles[partition];
        await turnstile.WaitAsync(cancellationToken);
        try
        {
            for (var start = 0; start < entries.Length; start += ChunkRecords)
            {
                // Once the first of them are sent, it is too late to give up the others.
                await WaitForRoomAsync(partition, start == 0 ? cancellationToken : CancellationToken.None);
                deliveries.Add(Send(partition, entries.Slice(start, Math.Min(ChunkRecords, entries.Length - start)).Span));
            }
        }
        finally
        {
            turnstile.Release();
        }

        await Task.WhenAll(deliveries.Select(delivery => delivery.Done));
        return deliveries[0].FirstOffset;
    }

    private async ValueTask WaitForRoomAsync(int partition, CancellationToken cancellationToken)
    {
        if (_room.Wait(0, CancellationToken.None))
            return;

        StreamMetrics.AppendWaits.Add(1, StreamMetrics.TagOf(partition));
        await _room.WaitAsync(cancellationToken);
    }

    private KafkaDelivery Send(int partition, ReadOnlySpan<LogEntry> entries)
    {
        var target = new TopicPartition(_clients.Options.Topic, partition);
        var producer = _producer.Current;
        var delivery = new KafkaDelivery(producer, partition, entries.Length, Complete);
        Action<DeliveryReport<byte[], byte[]>> report = delivery.Report; // One for all: a method group makes one each time.
        StreamMetrics.QueuedRecords.Add(entries.Length, StreamMetrics.TagOf(partition));
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            var message = new Message<byte[], byte[]>
            {
                Key = KeyOf(entry.ClockVenue ?? entry.Trade.Instrument.Name),
                Value = RecordEncoder.Encode(entry),
            };
            delivery.Bytes += message.Key.Length + message.Value.Length;
            try
            {
                producer.Produce(target, message, i == 0 ? delivery.ReportFirst : report);
            }
            catch (Exception exception) when (exception is KafkaException or ObjectDisposedException)
            {
                // This and all that are left were not taken; those before it report by themselves. A producer is disposed where another took its place.
                delivery.Refuse(entries.Length - i, (exception as KafkaException)?.Error ?? new Error(ErrorCode.Local_Destroy));
                break;
            }
        }

        return delivery;
    }

    private byte[] KeyOf(string name)
    {
        if (_keys.TryGetValue(name, out var key))
            return key;

        key = Encoding.ASCII.GetBytes(name);
        if (_keys.Count < MaxKnownKeys)
            _keys[name] = key;
        return key;
    }

    private Exception? Complete(KafkaDelivery delivery)
    {
        _room.Release();
        var tag = StreamMetrics.TagOf(delivery.Partition);
        StreamMetrics.QueuedRecords.Add(-delivery.Records, tag);
        if (delivery.Failure is not { } failure)
        {
            _bounds.Raise(delivery.Partition, first: -1, delivery.LastOffset + 1);
            StreamMetrics.AppendedRecords.Add(delivery.Records, tag);
            StreamMetrics.AppendedBytes.Add(delivery.Bytes, tag);
            return null;
        }

        StreamMetrics.ProduceFailures.Add(1, tag);
        _producer.RenewIfFatal(delivery.Producer, failure);
        return KafkaErrors.Append(_clients.Options, delivery.Partition, failure);
    }
}
