using System.Diagnostics.Metrics;
using CryptoGrains.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Pump;

/// <summary>
/// Brings the trade log to the grains: a pump for each partition that falls to this process, and a checkpoint of all in every interval.
/// </summary>
public sealed class TradePump : BackgroundService
{
    private readonly ITradeLog _log;
    private readonly PumpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PartitionPump[] _pumps;
    private readonly Meter _meter = new(GrainMetrics.MeterName);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _start;
    private volatile bool _stopsInOrder;

    /// <summary>Makes a pump that starts and stops with the host.</summary>
    public TradePump(ITradeLog log, IGrainFactory grains, PumpOptions options, TimeProvider time, ILogger<TradePump> logger)
    {
        (_log, _options, _time, _logger) = (log, options, time, logger);
        _pumps =
        [
            .. Enumerable.Range(0, log.PartitionCount)
                .Select(partition => new PartitionPump(partition, log, grains, options, time, logger)),
        ];
        _meter.CreateObservableGauge(
            "cryptograins.pump.lag",
            () => Running.Select(pump => new Measurement<long>(LagOf(pump), new KeyValuePair<string, object?>("partition", pump.Partition))),
            description: "Acknowledged records of a partition that the grains do not have yet.");
    }

    /// <summary>Whether the grains have had, once, everything that the log held when the pump started.</summary>
    public bool HasCaughtUp => _start is { IsCompletedSuccessfully: true };

    /// <summary>Whether it has ended by an error, which stops the node.</summary>
    public bool HasFailed => ExecuteTask is { IsFaulted: true };

    /// <summary>How many acknowledged records the grains do not have yet.</summary>
    public long Lag => Running.Sum(LagOf);

    private IEnumerable<PartitionPump> Running => _pumps.Where(pump => pump.IsRunning);

    /// <summary>Waits until the grains have everything that is acknowledged, when the wait begins, in the partitions of this process.</summary>
    public async Task CaughtUpAsync(CancellationToken cancellationToken)
    {
        await _begun.Task.WaitAsync(cancellationToken);
        await Task.WhenAll(Running.Select(pump => pump.ReachedAsync(_log.Bounds(pump.Partition).Next, cancellationToken)));
    }

    /// <summary>Has every grain's state stored and the positions moved on.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_pumps.Select(pump => pump.CheckpointAsync(cancellationToken)));

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whoever fills the log has stopped before; what it wrote is brought to the grains, as long as there is time left to store them.
        using var patience = new CancellationTokenSource(PumpOptions.LongestCatchUp, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (!HasFailed && _begun.Task.IsCompleted)
                await CaughtUpAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            _logger.LogWarning("The time for stopping was too short to bring {Lag} records to the grains; the next start does.", Lag);
        }

        _stopsInOrder = true;
        await base.StopAsync(cancellationToken);
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
        using var timer = new PeriodicTimer(_options.CheckpointInterval, _time);
        var storing = CheckpointRegularlyAsync(timer);
        try
        {
            _start = CaughtUpAsync(stoppingToken);
            await _log.ShareAsync(
                PumpOptions.Reader, (partition, stop) => PumpAsync(_pumps[partition], stop, stoppingToken), _begun.SetResult, stoppingToken);
        }
        finally
        {
            timer.Dispose();
            await storing;
        }
    }

    private Task PumpAsync(PartitionPump pump, CancellationToken stop, CancellationToken nodeStops) => pump.RunAsync(
        async () =>
        {
            var handsOver = !nodeStops.IsCancellationRequested;
            if (handsOver || _stopsInOrder)
                await pump.CheckpointAsync(CancellationToken.None);
            if (handsOver)
                await pump.ReleaseAsync();
        },
        stop);

    private async Task CheckpointRegularlyAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
            await CheckpointAsync(CancellationToken.None);
    }

    private long LagOf(PartitionPump pump) => Math.Max(0, _log.Bounds(pump.Partition).Next - pump.Position);
}
