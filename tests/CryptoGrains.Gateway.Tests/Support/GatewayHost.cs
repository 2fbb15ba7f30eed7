using CryptoGrains.Gateway.Push;
using CryptoGrains.Gateway.Push.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The gateway on a real server, on a port of its own, over fake grains.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, FakeMarket market, FakeTime time)
    {
        _app = app;
        Market = market;
        Time = time;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public FakeMarket Market { get; }

    public FakeTime Time { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public PushMetrics Metrics => _app.Services.GetRequiredService<PushMetrics>();

    /// <summary>The bytes that wait for all push clients.</summary>
    public long WaitingBytes => _app.Services.GetRequiredService<PushConnections>().WaitingBytes;

    public static async Task<GatewayHost> StartAsync(
        Action<GatewayOptions>? configure = null, string[]? instruments = null, Action<IServiceCollection>? services = null)
    {
        var market = new FakeMarket(instruments ?? ["BINANCE:BTCUSDT"]);
        var time = new FakeTime(Sample.Noon);
        var options = new GatewayOptions { WebRoot = "/nowhere" };
        configure?.Invoke(options);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IGrainFactory>(market.Factory);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddMarketGateway(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapMarketGateway();
        await app.StartAsync();
        return new GatewayHost(app, market, time);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
