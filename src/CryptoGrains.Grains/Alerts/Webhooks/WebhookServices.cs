using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>Registers the delivery of alerts.</summary>
public static class WebhookServices
{
    /// <summary>Adds the delivery of alerts. Needs an <see cref="IBlobStore"/>; to be called after the grains are added, so that they are there when it starts.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, WebhookOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new AlertJournal(provider.GetRequiredService<IBlobStore>()));
        services.AddSingleton(options);
        services.AddSingleton(new WebhookBackoff(Random.Shared));
        services.AddSingleton<WebhookClient>();
        services.AddHostedService<WebhookWaker>();
        return services;
    }
}
