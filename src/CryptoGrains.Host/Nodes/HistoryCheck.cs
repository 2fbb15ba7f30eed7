using CryptoGrains.History.Reading;
using CryptoGrains.Market;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoGrains.Host.Nodes;

/// <summary>
/// Tells whether the history can be read, by a read. A node without it is degraded and still ready: live serves alone until the store is back.
/// </summary>
internal sealed class HistoryCheck(ICandleHistory history) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await history.VersionAsync(Interval.OneDay, cancellationToken);
            return HealthCheckResult.Healthy(history.Health.ToString());
        }
        catch (HistoryUnavailableException failure)
        {
            return HealthCheckResult.Degraded(new HistoryHealth(failure.Message).ToString());
        }
    }
}
