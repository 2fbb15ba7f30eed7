using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.LocalRuntime;
using CryptoGrains.Streams;
using CryptoGrains.Streams.DeadLetters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace CryptoGrains.Bench;

/// <summary>A trade log, its pump and the grains, put together as a node does it; without feeds, and by itself without a gateway.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost _host;

    private GrainHost(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public TradePump Pump => _host.Services.GetRequiredService<TradePump>();

    public static GrainHost Create(ITradeLog log, string folder)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        AddTo(builder.Services, log, folder);
        return new GrainHost(builder.Build());
    }

    /// <summary>Adds what a node has, for a host that has more besides. The log stays its owner's.</summary>
    public static void AddTo(IServiceCollection services, ITradeLog log, string folder, SymbolGrainOptions? options = null) => services
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(log)
        .AddSingleton<IDeadLetters>(_ => new DeadLetterFile(Path.Combine(folder, "dead-letters"), new DeadLetterOptions()))
        .AddSingleton(WindowOptions.Default)
        .AddSingleton(options ?? new SymbolGrainOptions())
        .AddSingleton(new PumpOptions())
        .AddSingleton<LogCatchUp>()
        .AddSingleton<TradePump>()
        .AddLocalGrains(grains =>
        {
            grains.GrainAssemblies.Add(typeof(ISymbolGrain).Assembly);
            grains.StateFolder = Path.Combine(folder, "state");
        })
        .AddHostedService(provider => provider.GetRequiredService<TradePump>());

    public Task StartAsync() => _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
