using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using CryptoGrains.History.Tests.Stores.Services;

namespace CryptoGrains.History.Tests.Crash;

/// <summary>What archive, compaction and rebuild promise on every store: wherever they end, readers see whole versions and the next run completes.</summary>
public abstract class CrashContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Of how many places to crash at one is tried; all of them where the variable CRYPTOGRAINS_CRASHES says <c>all</c>.</summary>
    protected virtual int OneOf => 1;

    /// <summary>A store that no other has, as <see cref="BlobStores"/> opens it.</summary>
    protected abstract string NewStore();

    [Fact]
    public async Task Whatever_write_is_the_last_readers_see_whole_versions_and_the_next_run_completes_them()
    {
        var free = await CrashFreeRun.GetAsync();
        await Parallel.ForEachAsync(Some(Enumerable.Range(0, free.Writes)), Cancel, async (last, cancel) =>
        {
            // Once dead, always dead: other threads of the same process write no more either.
            await CrashAsync(
                $"After {last} writes",
                store => store.BeforeWrite = (number, _) => Fail(number > last, () => new InvalidOperationException("The process was killed.")),
                cancel);
        });
    }

    [Fact]
    public async Task Whatever_writes_answer_is_lost_the_next_run_completes()
    {
        var free = await CrashFreeRun.GetAsync();
        await Parallel.ForEachAsync(Some(Enumerable.Range(1, free.Writes)), Cancel, async (lost, cancel) =>
        {
            await CrashAsync(
                $"Without the answer of write {lost}",
                store => store.AfterWrite = (number, _) => Fail(number == lost, () => new BlobStoreException("The answer is lost.")),
                cancel,
                mayGoOn: true);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Processes_that_are_killed_at_each_tables_data_commit_and_checkpoint_leave_whole_versions(bool before)
    {
        var free = await CrashFreeRun.GetAsync();
        var points =
            from folder in free.Folders
            from kind in (string[])["data", "commit", "checkpoint"]
            let point = new KillPoint(folder, kind, before)
            where free.Blobs.Any(point.IsAt)
            select point;
        foreach (var point in Some(points))
        {
            var spec = NewStore();
            await free.PrepareAsync(Open(spec), Cancel);
            var (exitCode, errors) = await RunProcess.StartAsync(spec, point, rebuildOnly: false, Cancel);
            Assert.True(exitCode == RunProcess.Killed, $"{point}: the process ended with {exitCode}. {errors}");
            await free.AssertWholeAsync(Open(spec), $"Killed at {point}", Cancel);

            await CrashedHistory.RunAsync(Open(spec), Cancel);
            await free.AssertDoneAsync(Open(spec), $"After {point}", Cancel);
        }
    }

    [Fact]
    public async Task Two_rebuilds_at_once_make_one_commit_of_each_table()
    {
        var free = await CrashFreeRun.GetAsync();
        for (var round = 0; round < 5; round++)
        {
            var spec = NewStore();
            await free.PrepareAsync(Open(spec), Cancel);
            await CrashedHistory.ArchiveAsync(Open(spec), CrashedHistory.Log(), Cancel);
            await AtOnceAsync(spec, store => CrashedHistory.RebuildAsync(store, Cancel));
            await AssertOneCommitAsync(free, spec);
            await free.AssertDoneAsync(Open(spec), "After two rebuilds", Cancel);
        }
    }

    [Fact]
    public async Task Two_processes_that_rebuild_at_once_make_one_commit_of_each_table()
    {
        var free = await CrashFreeRun.GetAsync();
        var spec = NewStore();
        await free.PrepareAsync(Open(spec), Cancel);
        await CrashedHistory.ArchiveAsync(Open(spec), CrashedHistory.Log(), Cancel);

        var ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => RunProcess.StartAsync(spec, point: null, rebuildOnly: true, Cancel)));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Errors));
        await AssertOneCommitAsync(free, spec);
        await free.AssertDoneAsync(Open(spec), "After two rebuilding processes", Cancel);
    }

    [Fact]
    public async Task Two_archives_at_once_bring_each_record_once()
    {
        var free = await CrashFreeRun.GetAsync();
        for (var round = 0; round < 5; round++)
        {
            var spec = NewStore();
            await free.PrepareAsync(Open(spec), Cancel);
            await AtOnceAsync(spec, store => CrashedHistory.ArchiveAsync(store, CrashedHistory.Log(), Cancel));
            await CrashedHistory.RebuildAsync(Open(spec), Cancel);
            await free.AssertDoneAsync(Open(spec), "After two archives", Cancel);
        }
    }

    private static IBlobStore Open(string spec) => BlobStores.Open(spec, force: false);

    private IEnumerable<T> Some<T>(IEnumerable<T> places)
    {
        var step = Environment.GetEnvironmentVariable("CRYPTOGRAINS_CRASHES") == "all" ? 1 : OneOf;
        return places.Where((_, index) => index % step == 0);
    }

    private static void Fail(bool when, Func<Exception> how)
    {
        if (when)
            throw how();
    }

    private async Task CrashAsync(string when, Action<FaultyBlobStore> faults, CancellationToken cancellationToken, bool mayGoOn = false)
    {
        var free = await CrashFreeRun.GetAsync();
        var spec = NewStore();
        await free.PrepareAsync(Open(spec), cancellationToken);
        using (var store = new FaultyBlobStore(Open(spec)))
        {
            faults(store);
            var failure = await Record.ExceptionAsync(() => CrashedHistory.RunAsync(store, cancellationToken));
            Assert.True(mayGoOn || failure is InvalidOperationException, $"{when}: the run went on, or failed by another reason: {failure}");
        }

        await free.AssertWholeAsync(Open(spec), when, cancellationToken);
        await CrashedHistory.RunAsync(Open(spec), cancellationToken);
        await free.AssertDoneAsync(Open(spec), when, cancellationToken);
    }

    /// <summary>Does work twice, on two stores over the same blobs; none commits before both are about to.</summary>
    private static async Task AtOnceAsync(string spec, Func<IBlobStore, Task> work)
    {
        using var start = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            async () =>
            {
                var isWaiting = 1;
                using var store = new FaultyBlobStore(Open(spec));
                store.BeforeWrite = (_, blob) =>
                {
                    if (blob.EndsWith(".json", StringComparison.Ordinal) && Interlocked.Exchange(ref isWaiting, 0) == 1)
                        Assert.True(start.SignalAndWait(TimeSpan.FromSeconds(30), Cancel), "The other one never came to its commit.");
                };
                await work(store);
            },
            Cancel)));
    }

    private static async Task AssertOneCommitAsync(CrashFreeRun free, string spec)
    {
        foreach (var table in CrashedHistory.Open(Open(spec)).All)
        {
            if (table.Folder == TableNames.Trades || !free.Folders.Contains(table.Folder))
                continue;

            var version = (await table.LatestAsync(cancellationToken: Cancel))?.Version;
            Assert.True(version == free.VersionsBefore[table.Folder] + 1, $"{table.Folder} went from {free.VersionsBefore[table.Folder]} to {version}.");
        }
    }
}
