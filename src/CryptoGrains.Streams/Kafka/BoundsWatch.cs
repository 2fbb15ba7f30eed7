using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Streams.Kafka;

/// <summary>Asks the brokers now and then where each partition begins and ends, for what this process neither appends nor reads.</summary>
internal sealed class BoundsWatch(KafkaClients clients, KafkaBounds bounds, int partitionCount, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly IConsumer<byte[], byte[]> _consumer = clients.Plain("watermarks");
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
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
    public async Task<bool> TryAskAsync(int partition)
    {
        // One question at a time: before librdkafka 2.3 one that finds no broker waits until there is one, whatever its time limit.
        if (!await _turn.WaitAsync(Period))
            return false;

        try
        {
            await Task.Run(() => AskInTurn(partition)).WaitAsync(Period);
            return true;
        }
        catch (Exception exception) when (exception is KafkaException or TimeoutException)
        {
            logger.LogWarning("The bounds of {Topic} could not be asked for: {Reason}", clients.Options.Topic, exception.Message);
            return false;
        }
    }

    /// <summary>Stops asking, and closes the connection unless a question still waits on it: then the end of the process does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        if (await _turn.WaitAsync(Period))
            await Task.Run(_consumer.Dispose);
        _stop.Dispose();
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await AskAllAsync();
        }
        catch (OperationCanceledException)
        {
            // The log is closed.
        }
    }

    private async Task AskAllAsync()
    {
        // Brokers that are away are not asked again for each partition.
        for (var partition = 0; partition < partitionCount && !_stop.IsCancellationRequested && await TryAskAsync(partition); partition++)
        {
        }
    }

    private void AskInTurn(int partition)
    {
        try
        {
            Ask(partition);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Ask(int partition)
    {
        var before = bounds.Of(partition);
        var marks = _consumer.QueryWatermarkOffsets(new TopicPartition(clients.Options.Topic, partition), Period);
        bounds.Replace(partition, before, marks.Low, marks.High);
    }
}
