using CryptoGrains.LocalRuntime.Tests.Contract;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class TurnSchedulerTests
{
    [Fact]
    public async Task Tasks_run_one_at_a_time_and_in_order()
    {
        var scheduler = new Scheduler();
        var seen = new List<int>();
        var inside = 0;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Factory.StartNew(
            () =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                seen.Add(i);
                Interlocked.Decrement(ref inside);
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            scheduler))).Soon();

        Assert.Equal(Enumerable.Range(0, 1_000), seen);
    }

    private sealed class Scheduler : TurnScheduler;
}
