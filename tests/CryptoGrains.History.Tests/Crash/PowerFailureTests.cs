using CryptoGrains.History.Tests.Archive;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>The power fails: unlike a process that is killed, that takes what was written and not forced.</summary>
public sealed class PowerFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_write_is_the_last_readers_see_whole_versions_and_the_next_run_completes_them()
    {
        var free = await CrashFreeRun.GetAsync();
        var damaged = 0;
        for (var last = 0; last <= free.Writes; last++)
        {
            var disk = new MemoryStore();
            await free.PrepareAsync(disk, Cancel);
            var store = new VolatileStore(disk);
            using (var faulty = new FaultyBlobStore(store))
            {
                faulty.BeforeWrite = (number, _) =>
                {
                    if (number > last)
                        throw new InvalidOperationException("The power failed.");
                };
                var failure = await Record.ExceptionAsync(() => CrashedHistory.RunAsync(faulty, Cancel));
                Assert.True(last == free.Writes ? failure is null : failure is InvalidOperationException, $"After {last} writes: {failure}");
            }

            damaged += store.Unforced;
            await store.FailAsync(Cancel);
            await free.AssertWholeAsync(disk, $"After {last} writes", Cancel);
            await CrashedHistory.RunAsync(disk, Cancel);
            await free.AssertDoneAsync(disk, $"After {last} writes", Cancel);
        }

        Assert.True(damaged > free.Writes, $"Only {damaged} files were ever in danger: the tables no longer stage theirs.");
    }
}
