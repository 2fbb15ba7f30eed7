using CryptoGrains.Analytics.Windows;
using CryptoGrains.Grains.Cluster;
using CryptoGrains.Grains.Pump;
using CryptoGrains.Grains.Symbols;
using CryptoGrains.Grains.Tests.Hosting;
using CryptoGrains.Grains.Tests.Pump;
using CryptoGrains.Market;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace CryptoGrains.Grains.Tests.Cluster;

/// <summary>Silos in this process with one trade log and one store of states. Who reads which partition is shared out as silos come and go.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    public const int Partitions = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly SegmentTradeLog _log;
    private readonly InProcessTestCluster _cluster;
    private readonly Dictionary<string, SiloParts> _parts;
    private readonly List<Silo> _silos = [];
    private readonly Dictionary<int, Silo> _readers = [];

    private GrainCluster(SegmentTradeLog log, InProcessTestCluster cluster, Dictionary<string, SiloParts> parts) =>
        (_log, _cluster, _parts) = (log, cluster, parts);

    public IReadOnlyList<Silo> Silos => _silos;

    public ITradeLog Log => _log;

    public static async Task<GrainCluster> StartAsync(string folder, int silos)
    {
        var log = await SegmentTradeLog.OpenAsync(
            Path.Combine(folder, "log"), new SegmentLogOptions { PartitionCount = Partitions, Fsync = FsyncPolicy.Never });
        var states = new FolderStates(Path.Combine(folder, "state"));
        var parts = new Dictionary<string, SiloParts>();
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 0) { Options = { ConfigureFileLogging = false, InitializeClientOnDeploy = false } };
        builder.ConfigureSilo((options, silo) =>
        {
            var made = new SiloParts(new HandedLog(log), new MortalStates(states), new MortalCalls());
            lock (parts)
                parts[options.SiloName] = made;
            Configure(silo, made);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var started = new GrainCluster(log, cluster, parts);
        for (var i = 0; i < silos; i++)
            await started.JoinAsync();
        return started;
    }

    /// <summary>Who reads an instrument's partition.</summary>
    public Silo ReaderOf(Instrument instrument) => _readers[_log.PartitionOf(instrument)];

    /// <summary>Where an instrument's grain is; null where it is not up.</summary>
    public async Task<SiloAddress?> WhereIsAsync(Instrument instrument) => await _silos[0].Grains
        .GetGrain<IManagementGrain>(0)
        .GetActivationAddress(_silos[0][instrument]);

    /// <summary>Starts another silo, which gets its share of the partitions.</summary>
    public async Task<Silo> JoinAsync()
    {
        var handle = await _cluster.StartAdditionalSiloAsync();
        var silo = new Silo(handle, _parts[handle.Name]);
        await silo.Pump.CaughtUpAsync(TestContext.Current.CancellationToken);
        _silos.Add(silo);
        await ShareOutAsync();
        return silo;
    }

    /// <summary>Ends a silo as a crash would: from one moment on nothing of it is stored any more, and it calls nobody.</summary>
    public async Task KillAsync(Silo silo)
    {
        silo.Parts.Calls.Die();
        silo.Parts.Log.Die();
        silo.Parts.States.Die();
        _silos.Remove(silo);
        var share = ShareOutAsync();
        await _cluster.KillSiloAsync(silo.Handle);
        await share;
    }

    /// <summary>Stops a silo in order.</summary>
    public async Task StopAsync(Silo silo)
    {
        _silos.Remove(silo);
        await _cluster.StopSiloAsync(silo.Handle);
        await ShareOutAsync();
    }

    public async Task FeedAsync(params IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
            await _log.AppendAsync(_log.PartitionOf(entry.Trade.Instrument), new[] { entry });
    }

    /// <summary>Waits until something holds, asking for it again and again; a call that fails is asked again too.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        Exception? last = null;
        while (!patience.IsCancellationRequested)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (Exception failure) when (failure is OrleansException or TimeoutException or InvalidOperationException)
            {
                last = failure;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"Waited for this in vain: {what}.", last);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static void Configure(ISiloBuilder silo, SiloParts parts)
    {
        silo.AddMarketGrains()
            .UseInMemoryReminderService()
            .Configure<ClusterMembershipOptions>(members =>
            {
                // A dead silo is found out within seconds.
                members.ProbeTimeout = TimeSpan.FromSeconds(1);
                members.NumMissedProbesLimit = 2;
                members.NumVotesForDeathDeclaration = 1;
            });
        silo.Services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton<IGrainStorage>(parts.States)
            .AddSingleton<IOutgoingGrainCallFilter>(parts.Calls)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ITradeLog>(parts.Log)
            .AddSingleton<IDeadLetters>(new MemoryDeadLetters())
            .AddSingleton(WindowOptions.Default)
            .AddSingleton(new SymbolGrainOptions { Conflation = TimeSpan.FromMilliseconds(1) })
            .AddSingleton(new PumpOptions { CheckpointInterval = TimeSpan.FromSeconds(1), Attempts = 10, RetryDelay = TimeSpan.FromMilliseconds(50) })
            .AddSingleton<LogCatchUp>()
            .AddSingleton<TradePump>()
            .AddHostedService(services => services.GetRequiredService<TradePump>());
    }

    /// <summary>Gives each silo its share, and moves no more than that needs. What is read by a silo that lives is handed over first.</summary>
    private async Task ShareOutAsync()
    {
        var most = (Partitions + _silos.Count - 1) / _silos.Count;
        for (var partition = 0; partition < Partitions; partition++)
        {
            var before = _readers.GetValueOrDefault(partition);
            var lives = before is not null && _silos.Contains(before);
            if (lives && _readers.Values.Count(reader => reader == before) <= most)
                continue;

            if (lives)
                await before!.Parts.Log.TakeAsync(partition);
            var now = _silos.MinBy(silo => _readers.Values.Count(reader => reader == silo))!;
            now.Parts.Log.Give(partition);
            _readers[partition] = now;
        }
    }

    internal sealed record SiloParts(HandedLog Log, MortalStates States, MortalCalls Calls);

    internal sealed record Silo(InProcessSiloHandle Handle, SiloParts Parts)
    {
        public SiloAddress Address => Handle.SiloAddress;

        public IGrainFactory Grains => Handle.ServiceProvider.GetRequiredService<IGrainFactory>();

        public TradePump Pump => Handle.ServiceProvider.GetRequiredService<TradePump>();

        public ISymbolGrain this[Instrument instrument] => Grains.GetGrain<ISymbolGrain>(instrument.Name);
    }
}
