using System.Net;
using Orleans.Configuration;

namespace CryptoGrains.Host.Nodes.Grains;

/// <summary>
/// Silos of one machine, without a store: membership is kept by the one on the default port, states and reminders in the silos' memory. A
/// state that is lost with its silo is computed anew from the trade log.
/// </summary>
internal static class DevelopmentCluster
{
    public static void UseDevelopment(this ISiloBuilder silo) => silo
        .UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, EndpointOptions.DEFAULT_SILO_PORT))
        .AddMemoryGrainStorageAsDefault()
        .UseInMemoryReminderService();
}
