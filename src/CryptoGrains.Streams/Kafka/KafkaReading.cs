using System.Threading.Channels;
using Confluent.Kafka;
using CryptoGrains.Streams.Blocks;
using CryptoGrains.Streams.Kafka.Records;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// One reader's way through a partition: a thread that fetches and decodes the next batch while the one before is worked on, and waits when
/// two are not. What the client fetches ahead meanwhile is bounded by its own queue.
/// </summary>
internal sealed class KafkaReading : IDisposable
{
    private const int Buffers = 2;
    private const int MostAttempts = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly KafkaClients _clients;
    private readonly KafkaBounds _bounds;
    private readonly UnreadableMessages _unreadable;
    private readonly TopicPartition _source;
    private readonly int _partitionCount;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<LogEntry[]> _free = Channel.CreateBounded<LogEntry[]>(Buffers);
    private readonly Channel<(LogBatch Batch, LogEntry[] Buffer)> _filled = Channel.CreateBounded<(LogBatch, LogEntry[])>(Buffers);
    private long _at;
    private bool _isOutOfRange;
    private int _attempts;

    /// <summary>Begins to read.</summary>
    public KafkaReading(
        KafkaClients clients, KafkaBounds bounds, UnreadableMessages unreadable, int partition, int partitionCount, long fromOffset, ILogger logger)
    {
        (_clients, _bounds, _unreadable, _partitionCount, _at, _logger) = (clients, bounds, unreadable, partitionCount, fromOffset, logger);
        _source = new TopicPartition(clients.Options.Topic, partition);
        for (var i = 0; i < Buffers; i++)
            _free.Writer.TryWrite(new LogEntry[BlockLimits.MaxRecords]);
        Ended = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>When its thread has ended and its connection is closed.</summary>
    public Task Ended { get; }

    /// <summary>The batches, each with the memory that it lies in, which is to be given back.</summary>
    public ChannelReader<(LogBatch Batch, LogEntry[] Buffer)> Batches => _filled.Reader;

    /// <summary>Gives a batch's memory back: the next one may use it.</summary>
    public void Return(LogEntry[] buffer) => _free.Writer.TryWrite(buffer);

    /// <summary>Asks the thread to end.</summary>
    public void Dispose() => _stop.Cancel();

    private void Run()
    {
        try
        {
            using var consumer = _clients.Reader(new RecordDeserializer(new RecordDecoder(_source.Partition.Value, _partitionCount)));
            consumer.Assign(new TopicPartitionOffset(_source, _at));
            while (true)
            {
                var buffer = _free.Reader.ReadAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
                var batch = Fill(consumer, buffer);
                _filled.Writer.TryWrite((batch, buffer));
            }
        }
        catch (OperationCanceledException)
        {
            _filled.Writer.Complete();
        }
        catch (KafkaException exception)
        {
            _filled.Writer.Complete(KafkaErrors.Of(_clients.Options, $"Partition {_source.Partition.Value} could not be read", exception));
        }
        catch (Exception exception)
        {
            _filled.Writer.Complete(exception);
        }
    }

    /// <summary>Gathers what is at hand, and waits where nothing is.</summary>
    private LogBatch Fill(IConsumer<Ignore, LogEntry> consumer, LogEntry[] buffer)
    {
        var (begin, count) = (_at, 0);
        LogLoss? loss = null;
        if (_isOutOfRange)
            loss = GoOn(consumer);
        while (count < buffer.Length)
        {
            try
            {
                // Reading on where nothing can be counted, as much as where there is nothing, moves a reader on.
                var hasSome = _at > begin;
                var result = consumer.Consume(hasSome ? TimeSpan.Zero : Look);
                if (result is { IsPartitionEOF: false })
                {
                    buffer[count++] = result.Message.Value.At(result.Offset);
                    _at = result.Offset + 1;
                    _attempts = 0;
                }
                else if (result is not null)
                {
                    // Behind the last record may be offsets of what is none: the marks of transactions.
                    _at = Math.Max(_at, result.Offset);
                }
                else if (hasSome)
                {
                    break;
                }
            }
            catch (ConsumeException exception) when (exception.InnerException is InvalidDataException unreadable)
            {
                _unreadable.Add(exception.ConsumerRecord, _source.Partition.Value, unreadable.Message);
                _at = exception.ConsumerRecord.Offset + 1;
            }
            catch (ConsumeException exception) when (exception.Error.Code == ErrorCode.Local_AutoOffsetReset)
            {
                _isOutOfRange = true;
                if (_at > begin)
                    break;
                loss = GoOn(consumer);
            }
            catch (ConsumeException exception) when (!IsFinal(exception.Error))
            {
                _logger.LogWarning("Reading {Source}: {Reason} The client tries again.", _source, exception.Error.Reason);
            }

            _stop.Token.ThrowIfCancellationRequested();
        }

        _bounds.Raise(_source.Partition.Value, first: -1, _at);
        return new LogBatch(_source.Partition.Value, buffer.AsMemory(0, count), _at, loss);
    }

    /// <summary>Finds out why the brokers do not have the offset, and goes on where they have the next one.</summary>
    private LogLoss? GoOn(IConsumer<Ignore, LogEntry> consumer)
    {
        var partition = _source.Partition.Value;
        var before = _bounds.Of(partition);
        var marks = consumer.QueryWatermarkOffsets(_source, _clients.Options.Timeout);
        _bounds.Replace(partition, before, marks.Low, marks.High);
        if (_at > marks.High || ++_attempts > MostAttempts)
            throw KafkaErrors.NotThere(_clients.Options, partition, _at, marks);

        // A leader that has just taken over may not know yet what it has.
        if (_at >= marks.Low && _attempts > 1)
            _stop.Token.WaitHandle.WaitOne(Look);

        var loss = _at < marks.Low
            ? new LogLoss(_at, marks.Low, $"partition {partition} of {_source.Topic} begins at offset {marks.Low}: the brokers dropped what was before it.")
            : null;
        _at = Math.Max(_at, marks.Low);
        consumer.Assign(new TopicPartitionOffset(_source, _at));
        _isOutOfRange = false;
        return loss;
    }

    private static bool IsFinal(Error error) => error.IsFatal || error.Code is
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed;
}
