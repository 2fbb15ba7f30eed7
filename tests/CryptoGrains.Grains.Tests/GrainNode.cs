using CryptoGrains.Analytics.Windows;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Grains.Tests.Hosting;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Tests;

/// <summary>Grains, trade log and pump on a folder, without feeds and gateway. Started again on the same folder it is a restart.</summary>
internal sealed class GrainNode : IAsyncDisposable
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");

    private readonly IHost _host;
    private readonly ITradeLog _log;
    private bool _stopped;

    private GrainNode(IHost host, ITradeLog log)
    {
        _host = host;
        _log = log;
    }

    public ITradeLog Log => _log;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public TradePump Pump => _host.Services.GetRequiredService<TradePump>();

    public MemoryDeadLetters DeadLetters => (MemoryDeadLetters)_host.Services.GetRequiredService<IDeadLetters>();

    public ISymbolGrain this[Instrument instrument] => Grains.GetGrain<ISymbolGrain>(instrument.Name);

    public IAlertGrain Alerts => Grains.GetGrain<IAlertGrain>(IAlertGrain.Key);

    public static async Task<GrainNode> StartAsync(
        string folder,
        bool pump = true,
        Func<ITradeLog, ITradeLog>? shared = null,
        IClosedCandles? closedCandles = null,
        AlertOptions? alerts = null,
        IBlobStore? blobs = null)
    {
        ITradeLog log = await SegmentTradeLog.OpenAsync(
            Path.Combine(folder, "log"),
            new SegmentLogOptions { PartitionCount = 2, Fsync = FsyncPolicy.Never });
        log = shared?.Invoke(log) ?? log;
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(log)
            .AddSingleton<IDeadLetters>(new MemoryDeadLetters())
            .AddSingleton(WindowOptions.Default)
            .AddSingleton(new SymbolGrainOptions { Conflation = TimeSpan.FromMilliseconds(1) })
            .AddSingleton(new PumpOptions { CheckpointInterval = TimeSpan.FromHours(1), RetryDelay = TimeSpan.FromMilliseconds(1) })
            .AddSingleton(blobs ?? new FolderBlobStore(Path.Combine(folder, "history"), force: false))
            .AddSingleton<AlertJournal>()
            .AddSingleton(alerts ?? new AlertOptions())
            .AddSingleton<LogCatchUp>()
            .AddSingleton<TradePump>();
        builder.AddGrains(folder);
        if (closedCandles is not null)
            builder.Services.AddSingleton(closedCandles);
        if (pump)
            builder.Services.AddHostedService(services => services.GetRequiredService<TradePump>());

        var host = builder.Build();
        await host.StartAsync();
        return new GrainNode(host, log);
    }

    /// <summary>Appends records to the log in order, clock marks to every partition, and waits until the grains have them.</summary>
    public async Task FeedAsync(params IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            var partitions = entry.IsClock ? Enumerable.Range(0, Log.PartitionCount) : [Log.PartitionOf(entry.Trade.Instrument)];
            foreach (var partition in partitions)
                await Log.AppendAsync(partition, new[] { entry });
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Pump.CaughtUpAsync(patience.Token);
    }

    public async Task<IReadOnlyList<Candle>> MinutesAsync(Instrument instrument)
    {
        var page = await this[instrument].GetCandlesAsync(new CandleQuery(Interval.OneMinute, null, null, 10_000));
        return page.Candles!.Value;
    }

    /// <summary>The stored state of an instrument's grain.</summary>
    public static string StateFile(string folder, Instrument instrument) => Directory
        .GetFiles(Path.Combine(folder, "state"), "*.state", SearchOption.AllDirectories)
        .Single(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)) is var text
            && text.Contains(instrument.Name) && !text.Contains(nameof(Catalog.CatalogState.FirstOffsets)));

    /// <summary>Ends it as a crash would: nothing more is stored.</summary>
    public async Task CrashAsync()
    {
        _stopped = true;
        await _log.DisposeAsync();
        _host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;

        await _host.StopAsync();
        _host.Dispose();
        await _log.DisposeAsync();
    }
}
