using CryptoGrains.Analytics.Windows;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Feeds;
using CryptoGrains.Feeds.Border;
using CryptoGrains.Gateway;
using CryptoGrains.Grains;
using CryptoGrains.Grains.Alerts;
using CryptoGrains.Grains.Alerts.Webhooks;
using CryptoGrains.Grains.Batch;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Host.Nodes.Grains;
using CryptoGrains.Streams.Segments;
using Microsoft.Extensions.Logging.Console;

namespace CryptoGrains.Host.Nodes;

/// <summary>One running node: feeds, trade log, grains and gateway in one process.</summary>
public sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan StoppingTime = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly NodeLog _log;
    private readonly ILoggerFactory _logs;

    private Node(WebApplication app, NodeLog log, ILoggerFactory logs)
    {
        _app = app;
        _log = log;
        _logs = logs;
    }

    /// <summary>The addresses it listens on.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>Whether it stopped because a part of it failed.</summary>
    public bool HasFailed => Services.GetRequiredService<TradePump>().HasFailed;

    /// <summary>Its parts.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a node.</summary>
    /// <exception cref="NodeSetupException">It can't be started as it is set up.</exception>
    /// <exception cref="IOException">Its folder can't be used: the message says why.</exception>
    public static async Task<Node> StartAsync(NodeOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var feeds = CheckedFeeds(options, time);
        var history = HistoryStore.Open(options.Data, options.Blobs, force: options.FsyncPolicy != FsyncPolicy.Never);
        var logs = LoggerFactory.Create(ConfigureLogging);
        var log = await NodeLog.OpenAsync(options, time, logs);
        Node? node = null;
        try
        {
            node = new Node(Build(options, time, feeds, history, log), log, logs);
            await node._app.StartAsync(cancellationToken);
            return node;
        }
        catch
        {
            await (node ?? (IAsyncDisposable)log).DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until somebody stops it: Ctrl+C, SIGTERM, or the token.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops it: feeds first, then the log is brought to the grains, their states are stored, and the log is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        finally
        {
            await _log.DisposeAsync();
            _logs.Dispose();
        }
    }

    private static WebApplication Build(NodeOptions options, TimeProvider time, IReadOnlyList<IFeed> feeds, IBlobStore history, NodeLog log)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ConfigureLogging(builder.Logging);
        builder.WebHost.UseUrls(options.Urls.Split(';')).ConfigureKestrel(server => server.AddServerHeader = false);
        builder.Services
            .AddSingleton(time)
            .AddSingleton(log.Trades)
            .AddSingleton(log.DeadLetters)
            .AddSingleton(WindowOptions.Default)
            .AddSingleton(new SymbolGrainOptions())
            .AddSingleton(new PumpOptions { CheckpointInterval = TimeSpan.FromSeconds(options.CheckpointSeconds), Attempts = NodeGrains.Attempts })
            .AddSingleton<LogCatchUp>()
            .AddSingleton<RuleBook>()
            .AddSingleton(feeds)
            .AddSingleton(services => ActivatorUtilities.CreateInstance<FeedIntake>(services, WindowOptions.Default.Grace))
            .AddSingleton<TradePump>();
        if (log.ClosedCandles is { } closedCandles)
            builder.Services.AddSingleton(closedCandles);
        if (log.Alerts is { } alerts)
            builder.Services.AddSingleton(alerts);
        builder.AddGrains(options);
        builder.Services
            .AddHistory(history, new BatchOptions { Every = TimeSpan.FromMinutes(options.BatchMinutes) })
            .AddWebhooks(new WebhookOptions { AllowPrivateAddresses = options.AllowPrivateWebhooks })
            .AddMarketGateway(new GatewayOptions { PrimaryVenue = options.PrimaryVenue })
            .Configure<HostOptions>(host => host.ShutdownTimeout = StoppingTime);

        builder.Services.AddHealthChecks().AddCheck<PumpHealth>("pump").AddCheck<HistoryCheck>("history");

        // Started in this order, and stopped in the other: first no more comes in, then the grains get what the log has, then they store.
        builder.Services.AddHostedService(services => services.GetRequiredService<RuleBook>());
        builder.Services.AddHostedService(services => services.GetRequiredService<TradePump>());
        builder.Services.AddHostedService<FeedService>();

        var app = builder.Build();
        app.MapMarketGateway();
        return app;
    }

    private static IReadOnlyList<IFeed> CheckedFeeds(NodeOptions options, TimeProvider time)
    {
        var mistakes = options.Mistakes().ToList();
        var feeds = new List<IFeed>();
        foreach (var spec in options.Feeds.Where(spec => spec != NodeOptions.NoFeed))
        {
            try
            {
                feeds.Add(FeedFactory.Create(spec, time));
            }
            catch (FeedException mistake)
            {
                mistakes.Add(mistake.Message);
            }
        }

        return mistakes.Count == 0 ? feeds : throw new NodeSetupException(mistakes);
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Warning);
    }
}
