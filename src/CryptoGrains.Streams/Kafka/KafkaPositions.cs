using System.Diagnostics;
using Confluent.Kafka;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// Readers' positions, as the offsets of their groups. A process that shares a reader's partitions stores as the member that it is, so that
/// the brokers refuse it once it is one no more; any other stores as a client that is no member, which they refuse while the group has some.
/// </summary>
internal sealed class KafkaPositions(KafkaClients clients) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, IConsumer<byte[], byte[]>> _plain = [];
    private readonly Dictionary<string, KafkaMembership> _members = [];
    private readonly Dictionary<(string Reader, int Partition), long> _stored = [];

    /// <summary>What was stored last by this process, of the partitions that it still has.</summary>
    public IReadOnlyCollection<KeyValuePair<(string Reader, int Partition), long>> Stored
    {
        get
        {
            lock (_stored)
                return [.. _stored];
        }
    }

    /// <summary>From now on this process is a member.</summary>
    /// <exception cref="InvalidOperationException">It is one already.</exception>
    public void Join(string reader, KafkaMembership member)
    {
        lock (_members)
        {
            if (!_members.TryAdd(reader, member))
                throw new InvalidOperationException($"This process shares the partitions for the reader '{reader}' already.");
        }
    }

    /// <summary>This process is a member no more.</summary>
    public void Leave(string reader)
    {
        lock (_members)
            _members.Remove(reader);
    }

    /// <summary>A partition is another process's: what this one stored of it means nothing any more.</summary>
    public void Forget(string reader, int partition)
    {
        lock (_stored)
            _stored.Remove((reader, partition));
    }

    public long? Read(string reader, int partition)
    {
        try
        {
            var committed = PlainOf(reader).Committed([SourceOf(partition)], clients.Options.Timeout)[0].Offset;
            return committed.IsSpecial ? null : committed.Value;
        }
        catch (KafkaException exception)
        {
            throw KafkaErrors.Of(clients.Options, $"The position of '{reader}' in partition {partition} could not be read", exception);
        }
    }

    /// <summary>
    /// Stores a position; while the group is changing, it tries until the change is done. A partition that is being handed over tries for a
    /// part of its time only, because the change may be waiting for it.
    /// </summary>
    public async Task StoreAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken)
    {
        var position = new TopicPartitionOffset(SourceOf(partition), nextOffset);
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(Look, cancellationToken))
        {
            KafkaMembership? member;
            lock (_members)
                member = _members.GetValueOrDefault(reader);

            try
            {
                await Task.Run(() => Commit(reader, member, position), cancellationToken);
                break;
            }
            catch (KafkaException exception) when (
                exception.Error.Code is ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration
                && member is not null
                && Stopwatch.GetElapsedTime(begin) < (member.Keeps(partition) ? clients.Options.Timeout : clients.Options.HandOver / 4))
            {
                // The member learns its new generation on its own thread.
            }
            catch (KafkaException exception)
            {
                throw KafkaErrors.Of(clients.Options, $"The position {nextOffset} of '{reader}' in partition {partition} could not be stored", exception);
            }
        }

        lock (_stored)
            _stored[(reader, partition)] = nextOffset;
    }

    public void Dispose()
    {
        lock (_plain)
        {
            foreach (var consumer in _plain.Values)
                consumer.Dispose();
        }
    }

    private void Commit(string reader, KafkaMembership? member, TopicPartitionOffset position)
    {
        if (member is not null)
            member.Commit(position);
        else
            PlainOf(reader).Commit([position]);
    }

    private TopicPartition SourceOf(int partition) => new(clients.Options.Topic, partition);

    private IConsumer<byte[], byte[]> PlainOf(string reader)
    {
        lock (_plain)
        {
            if (!_plain.TryGetValue(reader, out var consumer))
                _plain.Add(reader, consumer = clients.Plain(reader));
            return consumer;
        }
    }
}
