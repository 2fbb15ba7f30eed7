using CryptoGrains.Columnar.Storage;
using CryptoGrains.Gateway.Push;
using CryptoGrains.Gateway.Push.Connections;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.Grains.Alerts.Webhooks;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Reading;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoGrains.Gateway.Tests.Support;

/// <summary>The gateway on a real server, on a port of its own, over fake grains.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _store;

    private GatewayHost(WebApplication app, FakeMarket market, FakeHistory history, TemporaryFolder store, FakeTime time)
    {
        _app = app;
        _store = store;
        Market = market;
        History = history;
        Time = time;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public FakeMarket Market { get; }

    public FakeHistory History { get; }

    /// <summary>The tables whose files the gateway lists.</summary>
    public HistoryTables Tables => _app.Services.GetRequiredService<HistoryTables>();

    public FakeTime Time { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public PushMetrics Metrics => _app.Services.GetRequiredService<PushMetrics>();

    /// <summary>The bytes that wait for all push clients.</summary>
    public long WaitingBytes => _app.Services.GetRequiredService<PushConnections>().WaitingBytes;

    public static async Task<GatewayHost> StartAsync(
        Action<GatewayOptions>? configure = null,
        string[]? instruments = null,
        Action<IServiceCollection>? services = null,
        IBlobStore? blobs = null)
    {
        var market = new FakeMarket(instruments ?? ["BINANCE:BTCUSDT"]);
        var history = new FakeHistory();
        var store = new TemporaryFolder();
        var time = new FakeTime(Sample.Noon);
        var options = new GatewayOptions { WebRoot = "/nowhere" };
        configure?.Invoke(options);

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IGrainFactory>(market.Factory);
        builder.Services.AddSingleton<TimeProvider>(time);
        AddHistory(builder.Services, history, blobs ?? new FolderBlobStore(store.Path, force: false), time);
        builder.Services.AddSingleton(new WebhookOptions { MostWebhooks = FakeWebhooks.Most });
        builder.Services.AddMarketGateway(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapMarketGateway();
        await app.StartAsync();
        return new GatewayHost(app, market, history, store, time);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _store.Dispose();
    }

    private static void AddHistory(IServiceCollection services, FakeHistory history, IBlobStore store, TimeProvider time)
    {
        var tables = new HistoryTables(store, time);
        var views = new TableViews(tables, new HistoryReaderOptions { Freshness = TimeSpan.Zero });
        services
            .AddSingleton<ICandleHistory>(history)
            .AddSingleton(tables)
            .AddSingleton(new AlertJournal(store))
            .AddSingleton<AlertHistory>()
            .AddSingleton(new HistoryDatasets(views))
            .AddSingleton(new HistorySummary(views))
            .AddSingleton(new HistoryGate(new HistoryReader(views), new HistoryGateOptions(), time, NullLogger<HistoryGate>.Instance));
    }
}
