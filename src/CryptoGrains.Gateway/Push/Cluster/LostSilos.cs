using CryptoGrains.Gateway.Push.Channels;
using Microsoft.Extensions.Hosting;

namespace CryptoGrains.Gateway.Push.Cluster;

/// <summary>
/// A grain that ends tells those who follow it; one whose silo died can't. So when a silo is declared dead, every channel that is followed
/// here is asked for again.
/// </summary>
internal sealed class LostSilos(ISiloStatusOracle silos, ChannelBroker channels) : IHostedService, ISiloStatusListener
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
            channels.Renew();
    }
}
