using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>
/// This process's membership in a reader's group: a consumer that is paused in all it is given, and is there for the brokers to say which
/// partitions are whose. The records are read by other consumers.
/// </summary>
internal sealed class KafkaMembership(
    KafkaClients clients, KafkaPositions positions, string reader, Func<int, CancellationToken, Task> read, Action told, ILogger logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<int, Reading> _readings = [];
    private readonly Dictionary<int, Task> _lastReads = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IConsumer<Ignore, Ignore>? _consumer;
    private bool _isGiven;
    private bool _isTold;

    /// <summary>Takes part until it is stopped or a read fails. It blocks: the brokers' word is heard on this thread.</summary>
    public void Run(CancellationToken stop)
    {
        using var consumer = clients.Member(reader)
            .SetPartitionsAssignedHandler((_, partitions) => Take(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => LetGo(partitions, isLost: false))
            .SetPartitionsLostHandler((_, partitions) => LetGo(partitions, isLost: true))
            .Build();
        _consumer = consumer;
        positions.Join(reader, this);
        try
        {
            consumer.Subscribe(clients.Options.Topic);
            while (!stop.IsCancellationRequested && !_failed.Task.IsCompleted)
                Hear(consumer);
        }
        finally
        {
            EndAll();
            consumer.Close();
            positions.Leave(reader);
        }

        _failed.TrySetResult();
        _failed.Task.GetAwaiter().GetResult();
    }

    /// <summary>Stores a position as the member that this is.</summary>
    /// <exception cref="TradeLogException">The partition is another process's.</exception>
    public void Commit(TopicPartitionOffset position)
    {
        lock (_readings)
        {
            if (!_readings.ContainsKey(position.Partition.Value))
            {
                throw new TradeLogException(
                    $"Partition {position.Partition.Value} of {position.Topic} is another process's to read as '{reader}': its position is not stored from here.");
            }
        }

        _consumer!.Commit([position]);
    }

    /// <summary>Whether a partition is here to stay, as far as is known: one that is being handed over waits for its read, not for the group.</summary>
    public bool Keeps(int partition)
    {
        lock (_readings)
            return _readings.TryGetValue(partition, out var reading) && !reading.IsEnding;
    }

    private void Hear(IConsumer<Ignore, Ignore> consumer)
    {
        try
        {
            consumer.Consume(Look);
            if (!_isGiven)
                return;

            _isGiven = false;
            consumer.Pause(consumer.Assignment);
        }
        catch (KafkaException exception) when (!exception.Error.IsFatal)
        {
            logger.LogWarning("The group of '{Reader}': {Reason} ({Code}). The client tries again.", reader, exception.Error.Reason, exception.Error.Code);
        }
        catch (KafkaException exception)
        {
            throw KafkaErrors.Of(clients.Options, $"This process can't share the partitions as '{reader}'", exception);
        }
    }

    private IEnumerable<TopicPartitionOffset> Take(List<TopicPartition> partitions)
    {
        _isGiven = true;
        StreamMetrics.Rebalances.Add(1);
        logger.LogInformation("Partitions {Partitions} of {Topic} fall to this process.", Listed(partitions), clients.Options.Topic);
        var begun = new List<Task>();
        lock (_readings)
        {
            foreach (var partition in partitions.Select(partition => partition.Partition.Value))
            {
                // One that was cancelled while it waited has not seen the end of the one before it.
                var before = _lastReads.GetValueOrDefault(partition, Task.CompletedTask);
                var reading = new Reading(partition, this, before);
                _readings[partition] = reading;
                _lastReads[partition] = Task.WhenAll(before, reading.Ended);
                begun.Add(reading.Begun);
            }
        }

        if (!_isTold)
            _ = Task.WhenAll(begun).ContinueWith(_ => told(), TaskScheduler.Default);
        _isTold = true;

        // Where the members stand does not matter: who reads asks for the position itself.
        return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.End));
    }

    private void LetGo(List<TopicPartitionOffset> partitions, bool isLost)
    {
        StreamMetrics.Rebalances.Add(1);
        var numbers = partitions.ConvertAll(partition => partition.Partition.Value);
        if (isLost)
        {
            logger.LogWarning("Partitions {Partitions} were taken from this process, which the brokers took for dead.", string.Join(", ", numbers));
            Remove(numbers);
        }
        else
        {
            logger.LogInformation("Partitions {Partitions} go to another process.", string.Join(", ", numbers));
            End(numbers);
        }
    }

    private void EndAll()
    {
        int[] numbers;
        lock (_readings)
            numbers = [.. _readings.Keys];
        End(numbers);

        // Those that were lost, and may be slow to end.
        Task.WaitAll([.. _lastReads.Values], clients.Options.HandOver);
    }

    /// <summary>Ends reads, waits for them, and lets their partitions go. Until then they store their positions.</summary>
    private void End(IReadOnlyCollection<int> partitions)
    {
        Reading[] ending;
        lock (_readings)
            ending = [.. partitions.Where(_readings.ContainsKey).Select(partition => _readings[partition])];
        foreach (var reading in ending)
            reading.Cancel();

        if (!Task.WaitAll([.. ending.Select(reading => reading.Ended)], clients.Options.HandOver))
        {
            logger.LogError(
                "Partitions {Partitions} were still read {HandOver} after they were to go to another process. It reads them from the positions that are stored.",
                string.Join(", ", ending.Where(reading => !reading.Ended.IsCompleted).Select(reading => reading.Partition)),
                clients.Options.HandOver);
        }

        Remove(partitions);
    }

    private void Remove(IEnumerable<int> partitions)
    {
        lock (_readings)
        {
            foreach (var partition in partitions)
            {
                if (_readings.Remove(partition, out var reading))
                    reading.Cancel();
                positions.Forget(reader, partition);
            }
        }
    }

    private Task ReadAsync(int partition, CancellationToken cancelled) => read(partition, cancelled);

    private static string Listed(List<TopicPartition> partitions) => string.Join(", ", partitions.Select(partition => partition.Partition.Value));

    /// <summary>A partition that fell to this process, and its read.</summary>
#pragma warning disable CA1001 // Who ends a read may come after it has ended by itself.
    private sealed class Reading
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _cancel = new();
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Begins it as soon as the read of the partition before it has ended: there is never more than one.</summary>
        public Reading(int partition, KafkaMembership owner, Task after)
        {
            Partition = partition;
            Ended = Task.Run(() => RunAsync(owner, after));
        }

        public int Partition { get; }

        /// <summary>When the read has been called, or will not be.</summary>
        public Task Begun => _begun.Task;

        /// <summary>When it has ended; it does not fail.</summary>
        public Task Ended { get; }

        public bool IsEnding => _cancel.IsCancellationRequested;

        public void Cancel() => _cancel.Cancel();

        private async Task RunAsync(KafkaMembership owner, Task after)
        {
            try
            {
                await after.WaitAsync(_cancel.Token);
                var read = owner.ReadAsync(Partition, _cancel.Token);
                _begun.TrySetResult();
                await read;
            }
            catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
            {
                // As it was asked to.
            }
            catch (Exception exception)
            {
                owner._failed.TrySetException(exception);
            }
            finally
            {
                _begun.TrySetResult();
            }
        }
    }
}
