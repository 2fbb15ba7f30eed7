using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using CryptoGrains.Market;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Instrument = CryptoGrains.Market.Instrument;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// The trade log in a topic of Kafka: any number of processes write to it, read it and share its partitions.
/// docs/formats/kafka.md describes the topics and their messages.
/// </summary>
public sealed class KafkaTradeLog : ITradeLog
{
    private readonly KafkaClients _clients;
    private readonly KafkaBounds _bounds;
    private readonly RenewedProducer _producer;
    private readonly KafkaAppender _appender;
    private readonly KafkaPositions _positions;
    private readonly KafkaDeadLetters _letters;
    private readonly UnreadableMessages _unreadable;
    private readonly BoundsWatch _watch;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _readers;
    private readonly CancellationTokenSource _closed = new();
    private readonly Meter _meter = new(StreamMetrics.MeterName);
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    private KafkaTradeLog(KafkaClients clients, KafkaIdentity identity, TimeProvider time, ILogger logger)
    {
        (_clients, _logger) = (clients, logger);
        (Id, PartitionCount) = (identity.Id, identity.Partitions);
        _bounds = new KafkaBounds(PartitionCount);
        _producer = new RenewedProducer(clients, logger);
        _appender = new KafkaAppender(clients, _producer, _bounds, PartitionCount);
        ClosedCandles = new KafkaClosedCandles(clients.Options, _producer);
        Alerts = new KafkaAlerts(clients.Options, _producer);
        _positions = new KafkaPositions(clients);
        _letters = new KafkaDeadLetters(clients, logger);
        _unreadable = new UnreadableMessages(clients.Options.Topic, _letters, time);
        _readers = new SemaphoreSlim(PartitionCount + clients.Options.MaxReaders);
        _watch = new BoundsWatch(clients, _bounds, PartitionCount, logger);
        _meter.CreateObservableGauge("cryptograins.log.lag", Lags, "{record}", "Records behind the position that a reader stored last, here.");
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public int PartitionCount { get; }

    /// <summary>Dead letters as a topic that all nodes of the log write to; what can't be read of the log goes there too.</summary>
    public IDeadLetters DeadLetters => _letters;

    /// <summary>The topic of closed candles beside the log.</summary>
    public IClosedCandles ClosedCandles { get; }

    /// <summary>The topic of alerts beside the log.</summary>
    public IAlertTopic Alerts { get; }

    /// <summary>Opens the log, and makes its topics where the brokers can be told to.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock; the system's if it is left out.</param>
    /// <param name="logger">Where errors of the connection and changes of the group are told.</param>
    /// <exception cref="TradeLogException">
    /// The brokers can't be reached, the topics are not there, or the number of partitions has changed since the log was made.
    /// </exception>
    public static Task<KafkaTradeLog> OpenAsync(KafkaLogOptions options, TimeProvider? time = null, ILogger<KafkaTradeLog>? logger = null) =>
        Task.Run(() => OpenAsync(options, time ?? TimeProvider.System, (ILogger?)logger ?? NullLogger.Instance));

    /// <inheritdoc/>
    public int PartitionOf(Instrument instrument) => KafkaPartitioner.PartitionOf(instrument, PartitionCount);

    /// <inheritdoc/>
    /// <remarks>
    /// Where other processes write too, their records may lie between these. Cancelling gives up the wait for room; once the first records
    /// are sent, the call ends when all are acknowledged or refused.
    /// </remarks>
    /// <exception cref="ArgumentException">A record has no name, belongs to another partition, or breaks <see cref="TradeRules"/>.</exception>
    public async ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        ThrowIfNotThere(partition);
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        if (entries.IsEmpty)
            return _bounds.Of(partition).Next;

        this.Check(partition, entries.Span);
        CheckRules(entries.Span);
        return await _appender.AppendAsync(partition, entries, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What can't be read is passed over, and told to the dead letters. So a batch may be empty, and move the reader on.</remarks>
    /// <exception cref="ObjectDisposedException">The log was closed while it was read.</exception>
    public IAsyncEnumerable<LogBatch> ReadAsync(int partition, long fromOffset, CancellationToken cancellationToken = default)
    {
        ThrowIfNotThere(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(fromOffset);
        return ReadPartitionAsync(partition, fromOffset, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>It is never asked of a broker: what other processes append is seen when it is read, or within five seconds.</remarks>
    public (long First, long Next) Bounds(int partition)
    {
        ThrowIfNotThere(partition);
        var mark = _bounds.Of(partition);
        return (mark.First, mark.Next);
    }

    /// <inheritdoc/>
    public async ValueTask<long?> ReadPositionAsync(string reader, int partition, CancellationToken cancellationToken = default)
    {
        ThrowIfNotThere(partition);
        return await Task.Run(() => _positions.Read(reader, partition), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask StorePositionAsync(string reader, int partition, long nextOffset, CancellationToken cancellationToken = default)
    {
        ThrowIfNotThere(partition);
        ArgumentOutOfRangeException.ThrowIfNegative(nextOffset);

        // Another process may have appended what this one has not heard of.
        if (nextOffset > _bounds.Of(partition).Next)
            await _watch.TryAskAsync(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nextOffset, _bounds.Of(partition).Next);
        await _positions.StoreAsync(reader, partition, nextOffset, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ShareAsync(string reader, Func<int, CancellationToken, Task> read, Action told, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, _closed.Token);
        var member = new KafkaMembership(_clients, _positions, reader, read, told, _logger);
        var running = Task.Factory.StartNew(
            () => member.Run(end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Track(running);
        await running;
    }

    /// <summary>Ends what is read, leaves the groups, waits for what is being appended, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed.IsCancellationRequested)
            return;

        await _closed.CancelAsync();
        _meter.Dispose();

        // Whoever called for it has its error. What still waits for a broker that is gone, as watermarks do, ends with the process.
        var ended = Task.WhenAll(_running.Keys);
        await ended.WaitAsync(_clients.Options.Timeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted)
            _logger.LogWarning("The log {Topic} is closed while {Count} of its readers still wait for the brokers.", _clients.Options.Topic, _running.Count);
        await _watch.DisposeAsync();
        await _producer.DisposeAsync();
        await Task.Run(() =>
        {
            _letters.Dispose();
            _positions.Dispose();
        });
    }

    private static async Task<KafkaTradeLog> OpenAsync(KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        KafkaLibrary.Load();
        var clients = new KafkaClients(options, logger);
        var partitions = await KafkaSetup.MakeTopicsAsync(clients, time);
        var identity = await KafkaIdentity.FindOrDrawAsync(clients, partitions);
        if (identity.Partitions != partitions)
        {
            throw new TradeLogException(
                $"The topic {options.Topic} had {identity.Partitions} partitions when the log was made and has {partitions} now: instruments would "
                + "change their partition. Make a log with another topic, and bring the records over.");
        }

        if (partitions != options.PartitionCount)
            logger.LogInformation("The topic {Topic} has {Partitions} partitions, and the log keeps to them.", options.Topic, partitions);

        var log = new KafkaTradeLog(clients, identity, time, logger);
        try
        {
            log._watch.Begin(time);
            return log;
        }
        catch (KafkaException exception)
        {
            await log.DisposeAsync();
            throw KafkaErrors.Of(options, "The bounds could not be read", exception);
        }
    }

    private static void CheckRules(ReadOnlySpan<LogEntry> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            // A reader holds everyone's trades to the rules, so one that breaks them would be lost on its way.
            if (!entry.IsClock && TradeRules.Refuse(entry.Trade) is { } reason)
                throw new ArgumentException($"Trade {entry.Trade.Id} of {entry.Trade.Instrument} can't be appended: {reason}.", nameof(entries));
        }
    }

    private async IAsyncEnumerable<LogBatch> ReadPartitionAsync(
        int partition, long fromOffset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        using var reading = await BeginAsync(partition, fromOffset, cancellationToken, end.Token);
        while (true)
        {
            try
            {
                if (!await reading.Batches.WaitToReadAsync(end.Token))
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ObjectDisposedException(nameof(KafkaTradeLog), "The log was closed while it was read.");
            }

            while (reading.Batches.TryRead(out var filled))
            {
                yield return filled.Batch;
                cancellationToken.ThrowIfCancellationRequested();
                reading.Return(filled.Buffer);
            }
        }
    }

    private async Task<KafkaReading> BeginAsync(int partition, long fromOffset, CancellationToken cancellationToken, CancellationToken end)
    {
        try
        {
            await _readers.WaitAsync(end);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(KafkaTradeLog), "The log was closed while it was read.");
        }

        var reading = new KafkaReading(_clients, _bounds, _unreadable, partition, PartitionCount, fromOffset, _logger);
        Track(reading.Ended.ContinueWith(_ => _readers.Release(), TaskScheduler.Default));
        return reading;
    }

    /// <summary>Has the log's end wait for what runs.</summary>
    private void Track(Task running)
    {
        _running[running] = true;
        _ = running.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private IEnumerable<Measurement<long>> Lags() => _positions.Stored.Select(stored => new Measurement<long>(
        Math.Max(0, _bounds.Of(stored.Key.Partition).Next - stored.Value),
        new KeyValuePair<string, object?>("reader", stored.Key.Reader),
        StreamMetrics.TagOf(stored.Key.Partition)));

    private void ThrowIfNotThere(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, PartitionCount);
    }
}
