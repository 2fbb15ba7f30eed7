using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace CryptoGrains.LocalRuntime.Tests.Contract;

/// <summary>Microsoft Orleans: one silo in this process, on the real clock, with its states in memory that outlives it.</summary>
public sealed class ClusterFixture : IGrainCluster, IAsyncLifetime
{
    private readonly StoredStates _states = new();
    private readonly StoredReminders _reminders = new();
    private InProcessTestCluster? _cluster;

    public IGrainFactory Grains => _cluster!.Client;

    public TimeSpan ReminderPeriod => TimeSpan.FromSeconds(2);

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync() => await StopAsync();

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public Task PassAsync(TimeSpan time) => Task.Delay(time);

    public async Task PassUntilAsync(Task thing, string what)
    {
        var limit = TimeSpan.FromSeconds(60);
        if (await Task.WhenAny(thing, Task.Delay(limit)) != thing)
            throw new TimeoutException($"Waited for {what}: it has not come after {limit}.");
        await thing;
    }

    private async Task StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>("contract", _states);
            silo.Services.AddSingleton<IReminderTable>(_reminders);
            silo.AddReminders();
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = ReminderPeriod);

            // A call that finds its activation ending is handed on to the next one, twice by default, and then refused. Where every tenth
            // call ends the grain, one that waits can find more ends than that.
            silo.Configure<SiloMessagingOptions>(options => options.MaxForwardCount = byte.MaxValue);
            silo.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionQuantum = TimeSpan.FromSeconds(1);
                options.CollectionAge = TimeSpan.FromSeconds(2);
            });
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    private async Task StopAsync()
    {
        await _cluster!.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }
}
