using System.Threading.Channels;
using CryptoGrains.LocalRuntime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace CryptoGrains.Bench;

/// <summary>
/// A call of a grain, awaited before the next. The peer is the same method behind a plain actor: a channel of requests, one loop
/// that takes them, and a completion for each answer; without what the runtime sees to besides, such as time-outs and activation.
/// </summary>
internal static class GrainCallBenchmark
{
    private const int Count = 300_000;

    public static async Task RunAsync()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging().AddLocalGrains(grains => grains.GrainAssemblies.Add(typeof(CounterGrain).Assembly));
        using var host = builder.Build();
        await host.StartAsync();
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("counter");
        var actor = new CounterActor();
        await Comparison.RunAsync(
            "grain-call",
            "calls",
            () => Measured.OfAsync(Count, async () =>
            {
                for (var i = 0; i < Count; i++)
                    await grain.AddAsync(i);
            }),
            "a plain actor on a channel",
            () => Measured.OfAsync(Count, async () =>
            {
                for (var i = 0; i < Count; i++)
                    await actor.AddAsync(i);
            }));
        actor.Stop();
        await host.StopAsync();
    }

    private sealed class CounterActor
    {
        private readonly Channel<(int Number, TaskCompletionSource<long> Answer)> _requests =
            Channel.CreateUnbounded<(int Number, TaskCompletionSource<long> Answer)>(new UnboundedChannelOptions { SingleReader = true });

        private long _sum;

        public CounterActor() => _ = Task.Run(RunAsync);

        public Task<long> AddAsync(int number)
        {
            var answer = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _requests.Writer.TryWrite((number, answer));
            return answer.Task;
        }

        public void Stop() => _requests.Writer.Complete();

        private async Task RunAsync()
        {
            await foreach (var (number, answer) in _requests.Reader.ReadAllAsync())
                answer.SetResult(_sum += number);
        }
    }
}
