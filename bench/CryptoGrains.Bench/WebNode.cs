using CryptoGrains.Gateway;
using CryptoGrains.Grains;
using CryptoGrains.Grains.Batch;
using CryptoGrains.Grains.Pump;
using CryptoGrains.History.Stores;
using CryptoGrains.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Bench;

/// <summary>A node with its gateway on a free port of this machine, and whatever a benchmark maps beside it.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebNode(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public TradePump Pump => _app.Services.GetRequiredService<TradePump>();

    public static async Task<WebNode> StartAsync(ITradeLog log, string folder, Action<WebApplication> map, SymbolGrainOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        GrainHost.AddTo(builder.Services, log, folder, options);
        builder.Services
            .AddHistory(new FolderBlobStore(Path.Combine(folder, "tables"), force: false), new BatchOptions { Every = TimeSpan.Zero })
            .AddMarketGateway(new GatewayOptions());
        var app = builder.Build();
        app.MapMarketGateway();
        map(app);
        await app.StartAsync();
        return new WebNode(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
