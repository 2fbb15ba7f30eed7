using Microsoft.Extensions.Hosting;

namespace CryptoGrains.LocalRuntime;

/// <summary>Ties the grain runtime to the life of the program.</summary>
internal sealed class LocalGrainHost(GrainRuntime runtime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => runtime.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => runtime.StopAsync(cancellationToken);
}
