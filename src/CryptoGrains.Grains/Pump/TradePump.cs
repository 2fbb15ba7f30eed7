using System.Diagnostics.Metrics;
using CryptoGrains.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Pump;

/// <summary>Brings the whole trade log to the grains: a pump for each partition, and a checkpoint of all in every interval.</summary>
public sealed class TradePump : BackgroundService
{
    private readonly ITradeLog _log;
    private readonly PumpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PartitionPump[] _pumps;
    private readonly Meter _meter = new(GrainMetrics.MeterName);
    private Task? _start;

    /// <summary>Makes a pump that starts and stops with the host.</summary>
    public TradePump(ITradeLog log, IGrainFactory grains, PumpOptions options, TimeProvider time, ILogger<TradePump> logger)
    {
        (_log, _options, _time, _logger) = (log, options, time, logger);
        _pumps =
        [
            .. Enumerable.Range(0, log.PartitionCount)
                .Select(partition => new PartitionPump(partition, log, grains, options, time, logger)),
        ];
        _meter.CreateObservableGauge("cryptograins.pump.lag", () => Lag, description: "Acknowledged records that the grains do not have yet.");
    }

    /// <summary>Whether the grains have had, once, everything that the log held when the pump started.</summary>
    public bool HasCaughtUp => _start is { IsCompletedSuccessfully: true };

    /// <summary>Whether it has ended by an error, which stops the node.</summary>
    public bool HasFailed => ExecuteTask is { IsFaulted: true };

    /// <summary>How many acknowledged records the grains do not have yet.</summary>
    public long Lag => _pumps.Select((pump, partition) => Math.Max(0, _log.Bounds(partition).Next - pump.Position)).Sum();

    /// <summary>Waits until the grains have everything that is acknowledged when the wait begins.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_pumps.Select((pump, partition) => pump.ReachedAsync(_log.Bounds(partition).Next, cancellationToken)));

    /// <summary>Has every grain's state stored and the positions moved on.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_pumps.Select(pump => pump.CheckpointAsync(cancellationToken)));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever fills the log has stopped before; what it wrote is brought to the grains as far as the time for stopping allows.
        try
        {
            if (!HasFailed)
                await CaughtUpAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _logger.LogWarning("The time for stopping was too short to bring {Lag} records to the grains; the next start does.", Lag);
        }

        await base.StopAsync(cancellationToken);
        await CheckpointAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var pump in _pumps)
            pump.Dispose();
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _start = CaughtUpAsync(stoppingToken);

        // None of these ends by itself: the first that does has failed, and a node with a dead partition must not look alive.
        await await Task.WhenAny(_pumps.Select(pump => pump.RunAsync(stoppingToken)).Append(CheckpointRegularlyAsync(stoppingToken)));
    }

    private async Task CheckpointRegularlyAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_options.CheckpointInterval, _time);
        while (await timer.WaitForNextTickAsync(stop))
            await CheckpointAsync(stop);
    }
}
