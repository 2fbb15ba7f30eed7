using CryptoGrains.Columnar.Storage;
using CryptoGrains.History.Alerts;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tests.Stores.Services;
using CryptoGrains.History.Verify;
using static CryptoGrains.History.Tests.Alerts.SampleJournal;

namespace CryptoGrains.History.Tests.Alerts;

/// <summary>What the journal promises on every store: wherever its writer dies, what was acknowledged is there, once and in order, and the next writer goes on.</summary>
public abstract class JournalCrashContract
{
    /// <summary>Enough commits for two merges.</summary>
    private const int Commits = 70;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Of how many places to crash at one is tried; all of them where the variable CRYPTOGRAINS_CRASHES says <c>all</c>.</summary>
    protected virtual int OneOf => 1;

    /// <summary>A store that no other has, as <see cref="BlobStores"/> opens it.</summary>
    protected abstract string NewStore();

    [Fact]
    public async Task Whatever_write_is_the_last_all_that_was_acknowledged_is_there_and_the_next_writer_goes_on()
    {
        for (var last = 0; last <= Commits; last += Step)
        {
            await CrashAsync(
                $"After {last} writes",
                store => store.BeforeWrite = (number, _) =>
                {
                    if (number > last)
                        throw new InvalidOperationException("The process was killed.");
                });
        }
    }

    [Fact]
    public async Task Whatever_removal_is_the_last_nothing_comes_twice()
    {
        for (var last = 0; last <= Commits; last += Step)
        {
            var removals = 0;
            await CrashAsync(
                $"After {last} removals",
                store => store.Faults.Add(Fault.Error, call => call.Kind == StoreCallKind.Delete && ++removals > last));
        }
    }

    [Fact]
    public async Task Whatever_answer_is_lost_a_line_is_written_once()
    {
        for (var lost = 1; lost <= Commits; lost += Step)
        {
            await CrashAsync(
                $"Without the answer of write {lost}",
                store => store.AfterWrite = (number, _) =>
                {
                    if (number == lost)
                        throw new BlobStoreException("The answer is lost.");
                });
        }
    }

    private int Step => Environment.GetEnvironmentVariable("CRYPTOGRAINS_CRASHES") == "all" ? 1 : OneOf;

    private static IBlobStore Open(string spec) => BlobStores.Open(spec, force: false);

    private async Task CrashAsync(string when, Action<FaultyBlobStore> faults)
    {
        var spec = NewStore();
        var acknowledged = 0;
        using (var store = new FaultyBlobStore(Open(spec)))
        {
            faults(store);
            try
            {
                var writer = Writer(store);
                while (acknowledged < Commits)
                {
                    Assert.NotNull(await writer.TryAppendAsync([Entry(acknowledged + 1)], Now, Cancel));
                    acknowledged++;
                    await writer.MergeAsync(Cancel);
                }
            }
            catch (Exception crash) when (crash is InvalidOperationException or BlobStoreException)
            {
                // The process is gone; what it has said is what counts.
            }
        }

        // One line more may be there: written, and its writer died before it could say so.
        var there = await NumbersAsync(Open(spec));
        Assert.True(there.SequenceEqual(Enumerable.Range(1, there.Count)) && there.Count - acknowledged is 0 or 1, $"{when}: {acknowledged} were acknowledged, and there are {string.Join(' ', there)}.");

        var next = Writer(Open(spec), await new AlertJournal(Open(spec)).EndAsync(Cancel));
        await next.AppendAsync(Enumerable.Range(there.Count + 1, 100 - there.Count));
        var all = await NumbersAsync(Open(spec));
        Assert.True(all.SequenceEqual(Enumerable.Range(1, 100)), $"{when}: in the end there are {string.Join(' ', all)}.");
        Assert.Null((await new JournalVerify(new AlertJournal(Open(spec))).RunAsync(cancellationToken: Cancel)).Broken);
    }
}
