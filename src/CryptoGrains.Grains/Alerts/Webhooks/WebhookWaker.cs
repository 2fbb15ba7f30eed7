using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>Has the webhooks' grain active somewhere in the cluster: where its silo dies, it comes up elsewhere within seconds.</summary>
internal sealed class WebhookWaker(IGrainFactory grains, TimeProvider time, ILogger<WebhookWaker> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await grains.GetGrain<IWebhookGrain>(IWebhookGrain.Key).WakeAsync();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(failure, "The webhooks' grain could not be called; alerts are delivered when it can be. It is called again in {Every}.", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
