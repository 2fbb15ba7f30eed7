using CryptoGrains.Columnar.Storage;
using CryptoGrains.Grains;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.LocalRuntime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace CryptoGrains.Gateway.Tests.Support.Alerts;

/// <summary>The gateway over the real grain of alerts and its journal. Started again on the same folder it is a restart.</summary>
internal sealed class AlertNode : IAsyncDisposable
{
    private readonly IHost _grains;

    private AlertNode(IHost grains, GatewayHost gateway, IBlobStore store) => (_grains, Gateway, Store) = (grains, gateway, store);

    public GatewayHost Gateway { get; }

    public IBlobStore Store { get; }

    public IAlertGrain Grain => GrainOf(_grains);

    public static async Task<AlertNode> StartAsync(string folder, AlertOptions? options = null)
    {
        var store = new FolderBlobStore(Path.Combine(folder, "history"), force: false);
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IBlobStore>(store)
            .AddSingleton<AlertJournal>()
            .AddSingleton(options ?? new AlertOptions())
            .AddSingleton(new SymbolGrainOptions())
            .AddLocalGrains(grains =>
            {
                grains.GrainAssemblies.Add(typeof(IAlertGrain).Assembly);
                grains.StateFolder = Path.Combine(folder, "state");
            });
        var host = builder.Build();
        await host.StartAsync();
        var gateway = await GatewayHost.StartAsync(blobs: store);
        var real = host.Services.GetRequiredService<IGrainFactory>();
        gateway.Market.Factory.GetGrain<IAlertGrain>(IAlertGrain.Key).Returns(_ => GrainOf(host));
        gateway.Market.Factory.CreateObjectReference<IChannelObserver>(Arg.Any<IGrainObserver>())
            .Returns(call => real.CreateObjectReference<IChannelObserver>((IGrainObserver)call[0]));
        return new AlertNode(host, gateway, store);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _grains.StopAsync();
        _grains.Dispose();
    }

    private static IAlertGrain GrainOf(IHost grains) => grains.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlertGrain>(IAlertGrain.Key);
}
