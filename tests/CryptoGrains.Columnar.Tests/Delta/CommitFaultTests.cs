using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Columnar.Tests.Storage;
using static CryptoGrains.Columnar.Tests.Delta.TableFixture;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>A store that fails while it is written to.</summary>
public sealed class CommitFaultTests
{
    private readonly TableFixture _fixture = new();

    [Fact]
    public async Task A_put_that_failed_after_it_reached_the_store_is_known_as_ours()
    {
        var read = await _fixture.CreateAsync("a");
        FailOnce(StoreOperation.Create, StoreFault.After);
        var committed = await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop);

        Assert.Equal(1, committed!.Version);
        DeltaTableTests.AssertSame(committed, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        Assert.Null(_fixture.Store.Get(EntryName(2)));
    }

    [Fact]
    public async Task A_put_that_failed_before_it_reached_the_store_is_put_again()
    {
        var read = await _fixture.CreateAsync("a");
        FailOnce(StoreOperation.Create, StoreFault.Before);
        var committed = await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop);
        Assert.Equal(1, committed!.Version);
        Assert.NotNull(_fixture.Store.Get(EntryName(1)));
    }

    [Fact]
    public async Task Where_the_outcome_stays_unknown_the_commit_says_so()
    {
        var read = await _fixture.CreateAsync("a");
        _fixture.Store.Faults = call => call.Operation switch
        {
            StoreOperation.Create => StoreFault.After,
            StoreOperation.Read => StoreFault.Before,
            _ => StoreFault.None,
        };
        var exception = await Assert.ThrowsAsync<BlobStoreException>(async () =>
            await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Transactions = DeltaTableTests.Map(("log:0", 4)) }, Stop));
        Assert.Contains("did not say whether", exception.Message);

        // Who reads again finds that it was.
        _fixture.Store.Faults = null;
        Assert.Equal(4, (await _fixture.Table.LatestAsync(read, Stop))!.Transactions["log:0"]);
    }

    [Fact]
    public async Task Another_writer_s_entry_is_not_taken_for_ours_though_our_put_failed()
    {
        var read = await _fixture.CreateAsync("a");
        var failed = false;
        _fixture.Store.Faults = call =>
        {
            if (call.Operation != StoreOperation.Create || failed)
                return StoreFault.None;
            failed = true;
            _fixture.Store.Put(call.Name, """{"commitInfo":{"txnId":"another","timestamp":1767225600000}}"""u8.ToArray());
            return StoreFault.Before;
        };
        Assert.Null(await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop));
    }

    [Fact]
    public async Task A_commit_stands_though_its_checkpoint_could_not_be_written()
    {
        var fixture = new TableFixture(new DeltaOptions { CheckpointEvery = 1 });
        var read = await fixture.CreateAsync("a");
        fixture.Store.Faults = call => call.Operation == StoreOperation.Replace ? StoreFault.Before : StoreFault.None;
        var second = await fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop);
        Assert.Equal(1, second!.Version);
        Assert.IsType<BlobStoreException>(fixture.Table.CheckpointFailure);

        fixture.Store.Faults = null;
        var third = await fixture.Table.TryCommitAsync(second, new DeltaCommit("WRITE") { Adds = [File("c")] }, Stop);
        Assert.Null(fixture.Table.CheckpointFailure);
        DeltaTableTests.AssertSame(third!, (await fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.999)]
    public async Task A_torn_entry_is_damage_and_never_half_a_commit(double part)
    {
        var read = await _fixture.CreateAsync([.. Enumerable.Range(0, 20).Select(i => $"f{i}")]);
        await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [.. Enumerable.Range(0, 20).Select(i => File($"g{i}"))] }, Stop);
        var whole = _fixture.Store.Get(EntryName(1))!.Value;
        var torn = whole[..(int)(whole.Length * part)];
        _fixture.Store.Put(EntryName(1), torn);
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.LatestAsync(read, Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.LatestAsync(cancellationToken: Stop));

        // Torn between two lines, it is known by the number of its actions.
        _fixture.Store.Put(EntryName(1), whole[..(torn.Span.LastIndexOf((byte)'\n') + 1)]);
        if (torn.Span.Contains((byte)'\n'))
            await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.LatestAsync(read, Stop));

        _fixture.Store.Put(EntryName(1), whole);
        Assert.Equal(40, (await _fixture.Table.LatestAsync(read, Stop))!.Files.Count);
    }

    [Fact]
    public async Task Of_many_writers_at_once_each_version_has_one()
    {
        const int writers = 6, commits = 15;
        await _fixture.CreateAsync();
        var won = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer))));
        var latest = await _fixture.Reopen().LatestAsync(cancellationToken: Stop);

        Assert.Equal(writers * commits, latest!.Version);
        Assert.Equal(Enumerable.Range(1, writers * commits).Select(i => (long)i), won.SelectMany(versions => versions).Order());
        Assert.Equal(writers * commits, latest.Files.Count);
        Assert.All(Enumerable.Range(0, writers), writer => Assert.Equal(commits, latest.Transactions[$"writer:{writer}"]));

        async Task<List<long>> Write(int writer)
        {
            var table = _fixture.Reopen();
            var versions = new List<long>();
            DeltaSnapshot? read = null;
            while (versions.Count < commits)
            {
                read = await table.LatestAsync(read, Stop);
                var commit = new DeltaCommit("WRITE")
                {
                    Adds = [File($"w{writer}-{versions.Count}")],
                    Transactions = DeltaTableTests.Map(($"writer:{writer}", versions.Count + 1)),
                };
                if (await table.TryCommitAsync(read, commit, Stop) is not { } committed)
                    continue;
                versions.Add(committed.Version);
                read = committed;
                await Task.Yield();
            }

            return versions;
        }
    }

    private void FailOnce(StoreOperation operation, StoreFault fault)
    {
        var failed = false;
        _fixture.Store.Faults = call =>
        {
            if (failed || call.Operation != operation)
                return StoreFault.None;
            failed = true;
            return fault;
        };
    }
}
