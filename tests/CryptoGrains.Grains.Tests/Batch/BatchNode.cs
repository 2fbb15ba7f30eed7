using CryptoGrains.Grains.Batch;
using CryptoGrains.Grains.Tests.Hosting;
using CryptoGrains.History.Batch;
using CryptoGrains.History.Stores;
using CryptoGrains.Streams;
using CryptoGrains.Streams.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoGrains.Grains.Tests.Batch;

/// <summary>The batch layer's grain in a host, with the services of the history; the work itself is the test's.</summary>
internal sealed class BatchNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SegmentTradeLog _log;

    private BatchNode(IHost host, SegmentTradeLog log)
    {
        _host = host;
        _log = log;
    }

    public IServiceProvider Services => _host.Services;

    public IBatchGrain Batch => Services.GetRequiredService<IGrainFactory>().GetGrain<IBatchGrain>(IBatchGrain.Key);

    public ITradeLog Log => _log;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where its log, its states and its tables are.</param>
    /// <param name="work">What a run does; null for the true work.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="every">How often a run starts.</param>
    /// <param name="services">Adds what else it is to have.</param>
    public static async Task<BatchNode> StartAsync(
        string folder, IBatchWork? work, TimeProvider? time = null, TimeSpan every = default, Action<IServiceCollection>? services = null)
    {
        var log = await SegmentTradeLog.OpenAsync(
            Path.Combine(folder, "log"), new SegmentLogOptions { PartitionCount = 2, Fsync = FsyncPolicy.Never });
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<ITradeLog>(log);
        builder.AddGrains(folder);
        builder.Services
            .AddHistory(new FolderBlobStore(Path.Combine(folder, "tables"), force: false), new BatchOptions { Every = every });
        if (work is not null)
            builder.Services.AddSingleton(work);
        services?.Invoke(builder.Services);

        var host = builder.Build();
        await host.StartAsync();
        return new BatchNode(host, log);
    }

    public Task StopAsync() => _host.StopAsync();

    /// <summary>Waits until the status is as wished.</summary>
    public async Task<BatchStatus> UntilAsync(Func<BatchStatus, bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var status = await Batch.GetStatusAsync();
            if (isThere(status))
                return status;
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _log.DisposeAsync();
    }
}
