using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.LocalRuntime.Tests;

// Alone, because it looks at the memory of the whole process.
[CollectionDefinition(DisableParallelization = true)]
[Collection<IdleMemoryTests>]
public sealed class IdleMemoryTests
{
    [Fact]
    public async Task An_idle_grain_with_a_state_takes_less_than_one_kibibyte()
    {
        const int Grains = 20_000;
        await using var runtime = await LocalRuntime.StartAsync();
        await ActivateAsync(runtime, "warm", 100);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await ActivateAsync(runtime, "idle", Grains);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Grains;

        Assert.Equal(Grains + 100, runtime.Count("activations"));
        Assert.InRange(each, 100, 1_024);
    }

    private static async Task ActivateAsync(LocalRuntime runtime, string prefix, int count)
    {
        for (var i = 0; i < count; i += 100)
        {
            await Task.WhenAll(Enumerable.Range(i, 100)
                .Select(number => runtime.Grains.GetGrain<IIdleGrain>($"{prefix}-{number:d8}").TouchAsync())).Soon();
        }
    }
}
