using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Asks the brokers now and then where each partition begins and ends, for what this process neither appends nor reads.</summary>
internal sealed class BoundsWatch(KafkaClients clients, KafkaBounds bounds, int partitionCount, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly IConsumer<byte[], byte[]> _consumer = clients.Plain("watermarks");
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Asks for all partitions, and goes on asking.</summary>
    /// <exception cref="KafkaException">The brokers did not answer the first time.</exception>
    public void Begin(TimeProvider time)
    {
        for (var partition = 0; partition < partitionCount; partition++)
            Ask(partition);
        _watching = WatchAsync(time);
    }

    /// <summary>Asks for one partition now.</summary>
    /// <returns>Whether the brokers answered.</returns>
    public bool TryAsk(int partition)
    {
        try
        {
            Ask(partition);
            return true;
        }
        catch (KafkaException exception)
        {
            logger.LogWarning("The bounds of {Topic} could not be asked for: {Reason}", clients.Options.Topic, exception.Error.Reason);
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await Task.Run(_consumer.Dispose);
        _stop.Dispose();
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await Task.Run(AskAll);
        }
        catch (OperationCanceledException)
        {
            // The log is closed.
        }
    }

    private void AskAll()
    {
        // Brokers that are away are not asked again for each partition.
        for (var partition = 0; partition < partitionCount && !_stop.IsCancellationRequested && TryAsk(partition); partition++)
        {
        }
    }

    private void Ask(int partition)
    {
        var before = bounds.Of(partition);
        var marks = _consumer.QueryWatermarkOffsets(new TopicPartition(clients.Options.Topic, partition), Period);
        bounds.Replace(partition, before, marks.Low, marks.High);
    }
}
