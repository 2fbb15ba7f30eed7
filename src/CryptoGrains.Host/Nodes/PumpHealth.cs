using CryptoGrains.Grains.Pump;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoGrains.Host.Nodes;

/// <summary>A node is ready once its grains have what the trade log held when it started.</summary>
internal sealed class PumpHealth(TradePump pump) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pump.HasCaughtUp
            ? HealthCheckResult.Healthy($"The grains are {pump.Lag} records behind the trade log.")
            : HealthCheckResult.Unhealthy($"The trade log is being read again after the start: {pump.Lag} records to go."));
}
