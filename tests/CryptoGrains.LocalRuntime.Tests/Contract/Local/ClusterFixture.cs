using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>The local runtime, on a clock that stands until it is moved, with its states in a folder.</summary>
public sealed class ClusterFixture : IGrainCluster, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-contract-");
    private readonly ManualTime _time = new();
    private ServiceProvider? _services;

    public IGrainFactory Grains => _services!.GetRequiredService<IGrainFactory>();

    public TimeSpan ReminderPeriod => TimeSpan.FromMinutes(1);

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task PassAsync(TimeSpan time)
    {
        for (var step = 0; step < 20; step++)
        {
            _time.Advance(time / 20);
            await Task.Yield();
        }
    }

    public async Task PassUntilAsync(Task thing, string what)
    {
        var patience = Stopwatch.StartNew();
        var began = _time.GetUtcNow();
        for (var step = 0; !thing.IsCompleted; step++)
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(20))
                throw new TimeoutException(
                    $"Waited for {what}: it has not come after {_time.GetUtcNow() - began} of the runtime's time.");

            // Small steps while timers and idleness may be what is waited for; then reminders, which take minutes.
            _time.Advance(TimeSpan.FromMilliseconds(step < 100 ? 50 : 1_000));
            await Task.WhenAny(thing, Task.Delay(1));
        }

        await thing;
    }

    private async Task StartAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddLocalGrains(options =>
        {
            options.GrainAssemblies.Add(typeof(ClusterFixture).Assembly);
            options.IdleTimeout = TimeSpan.FromSeconds(2);
            options.StateFolder = _folder.FullName;
        }).BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
    }

    private async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        foreach (var service in _services!.GetServices<IHostedService>())
            await service.StopAsync(patience.Token);
        await _services!.DisposeAsync();
    }
}
