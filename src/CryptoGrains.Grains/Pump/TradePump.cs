using CryptoGrains.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace CryptoGrains.Grains.Pump;

/// <summary>Brings the whole trade log to the grains: a pump for each partition, and a checkpoint of all in every interval.</summary>
public sealed class TradePump(
    ITradeLog log,
    IGrainFactory grains,
    PumpOptions options,
    TimeProvider time,
    ILogger<TradePump> logger) : BackgroundService
{
    private readonly PartitionPump[] _pumps =
    [
        .. Enumerable.Range(0, log.PartitionCount)
            .Select(partition => new PartitionPump(partition, log, grains, options, time, logger)),
    ];

    /// <summary>How many acknowledged records the grains do not have yet.</summary>
    public long Lag => _pumps.Select((pump, partition) => Math.Max(0, log.Bounds(partition).Next - pump.Position)).Sum();

    /// <summary>Waits until the grains have everything that is acknowledged when the wait begins.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_pumps.Select((pump, partition) => pump.ReachedAsync(log.Bounds(partition).Next, cancellationToken)));

    /// <summary>Has every grain's state stored and the positions moved on.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_pumps.Select(pump => pump.CheckpointAsync(cancellationToken)));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever fills the log has stopped before; what it wrote is brought to the grains as far as the time for stopping allows.
        try
        {
            await CaughtUpAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("The time for stopping was too short to bring {Lag} records to the grains; the next start does.", Lag);
        }

        await base.StopAsync(cancellationToken);
        await CheckpointAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var pump in _pumps)
            pump.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([.. _pumps.Select(pump => pump.RunAsync(stoppingToken)), CheckpointRegularlyAsync(stoppingToken)]);

    private async Task CheckpointRegularlyAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(options.CheckpointInterval, time);
        while (await timer.WaitForNextTickAsync(stop))
            await CheckpointAsync(stop);
    }
}
