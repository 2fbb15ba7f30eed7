using System.Collections.Concurrent;
using CryptoGrains.Grains.Alerts.Webhooks;
using CryptoGrains.Grains.Tests.Hosting;
using CryptoGrains.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Tests.Alerts.Webhooks;

/// <summary>The webhooks' grain in a host, over a journal that the test writes. Started again on the same folder it is a restart.</summary>
internal sealed class WebhookNode : IAsyncDisposable
{
    private readonly IHost _host;

    private WebhookNode(IHost host, AlertLog log, ConcurrentQueue<string> said) => (_host, Log, Said) = (host, log, said);

    public AlertLog Log { get; }

    /// <summary>What was logged.</summary>
    public ConcurrentQueue<string> Said { get; }

    public IWebhookGrain Webhooks => _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IWebhookGrain>(IWebhookGrain.Key);

    /// <summary>The file of the grain's state.</summary>
    public static string StateFile(string folder) =>
        Directory.GetFiles(Path.Combine(folder, "state"), "*.state", SearchOption.AllDirectories).Single();

    public static async Task<WebhookNode> StartAsync(string folder, IAlertTopic? topic = null, WebhookOptions? options = null)
    {
        var log = new AlertLog(Path.Combine(folder, "blobs"), TimeProvider.System);
        var said = new ConcurrentQueue<string>();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Listener(said)))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(log.Store);
        if (topic is not null)
            builder.Services.AddSingleton(topic);
        builder.AddGrains(folder);
        builder.Services.AddWebhooks(options ?? new WebhookOptions { AllowPrivateAddresses = true });
        var host = builder.Build();
        await host.StartAsync();
        return new WebhookNode(host, log, said);
    }

    public async Task<WebhookStatus> StatusAsync(string id) => (await Webhooks.ListAsync()).Single(webhook => webhook.Id == id);

    /// <summary>Has alerts fire, and the grain look at once.</summary>
    public async Task FireAsync(params IEnumerable<string> alerts)
    {
        await Log.FireAsync(alerts);
        await Webhooks.WakeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class Listener(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
