using Microsoft.Extensions.DependencyInjection;

namespace CryptoGrains.Gateway.Push.Cluster;

/// <summary>What push needs in a silo, beside the gateway.</summary>
public static class ClusterPush
{
    /// <summary>Has the channels that are followed here go on when the silo of their grain died.</summary>
    public static IServiceCollection AddLostSilos(this IServiceCollection services) => services.AddHostedService<LostSilos>();
}
