using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.LocalRuntime.Tests;

/// <summary>The runtime as a program would have it, with a clock, a log and counters that tests can look at.</summary>
internal sealed class LocalRuntime : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];

    private LocalRuntime(Action<LocalGrainOptions>? configure)
    {
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Debug))
            .AddSingleton<TimeProvider>(Time)
            .AddLocalGrains(options =>
            {
                options.GrainAssemblies.Add(typeof(LocalRuntime).Assembly);
                configure?.Invoke(options);
            }).BuildServiceProvider();
        Runtime = _services.GetRequiredService<GrainRuntime>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Runtime.Metrics.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
        {
            lock (_counts)
                _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + count;
        });
        _listener.Start();
    }

    public ManualTime Time { get; } = new();

    public ListLogger Log { get; } = new();

    public GrainRuntime Runtime { get; }

    public IGrainFactory Grains => Runtime;

    public static async Task<LocalRuntime> StartAsync(Action<LocalGrainOptions>? configure = null)
    {
        var runtime = new LocalRuntime(configure);
        await runtime._services.GetRequiredService<IHostedService>().StartAsync(CancellationToken.None);
        return runtime;
    }

    /// <summary>What a counter, named without its prefix, has counted.</summary>
    public long Count(string counter)
    {
        lock (_counts)
            return _counts.GetValueOrDefault("cryptograins.grains." + counter);
    }

    public Task StopAsync(CancellationToken patience) => _services.GetRequiredService<IHostedService>().StopAsync(patience);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await StopAsync(patience.Token);
        await _services.DisposeAsync();
    }
}
