using System.Net;
using System.Net.Sockets;
using CryptoGrains.Grains.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace CryptoGrains.Grains.Tests.Hosting;

/// <summary>Grains for tests on Microsoft Orleans: a cluster of one silo.</summary>
internal static class TestGrains
{
    /// <summary>Adds the grains, their states in the folder <c>state</c> of the given one.</summary>
    public static void AddGrains(this IHostApplicationBuilder builder, string folder) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).UseInMemoryReminderService().AddMarketGrains();
        silo.Services.AddSingleton<IGrainStorage>(new FolderStates(Path.Combine(folder, "state")));
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
