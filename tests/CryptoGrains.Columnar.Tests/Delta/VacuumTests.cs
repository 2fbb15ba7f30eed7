using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Storage;
using CryptoGrains.Columnar.Tests.Storage;
using static CryptoGrains.Columnar.Tests.Delta.TableFixture;

namespace CryptoGrains.Columnar.Tests.Delta;

public sealed class VacuumTests
{
    private readonly TableFixture _fixture = new(new DeltaOptions { CheckpointEvery = 10, KeepVersionsFor = TimeSpan.FromDays(7) });

    [Fact]
    public async Task A_table_that_is_not_there_or_is_young_loses_nothing()
    {
        Assert.Equal(0, await _fixture.Table.VacuumAsync(Stop));
        await WriteDaysAsync(6);
        var names = _fixture.Store.Names;
        Assert.Equal(0, await _fixture.Table.VacuumAsync(Stop));
        Assert.Equal(names, _fixture.Store.Names);
    }

    [Fact]
    public async Task What_no_kept_version_needs_goes_and_the_rest_stays()
    {
        // Each day a file takes the place of that of the day before; on day 30 the versions of days 23 to 30 are kept.
        var latest = await WriteDaysAsync(30);
        _fixture.Store.Put($"{Folder}/symbol=A/part-crashed.parquet", default, _fixture.Clock.Now - TimeSpan.FromDays(8));
        _fixture.Store.Put($"{Folder}/symbol=A/part-being-written.parquet", default, _fixture.Clock.Now - TimeSpan.FromDays(6));
        _fixture.Store.Put($"{Folder}/_other/state", default, _fixture.Clock.Now - TimeSpan.FromDays(99));
        _fixture.Store.Put($"{Folder}2/part.parquet", default, _fixture.Clock.Now - TimeSpan.FromDays(99));

        Assert.True(await _fixture.Table.VacuumAsync(Stop) > 40);
        Assert.Equal(
            Enumerable.Range(23, 8).Select(day => $"{Folder}/day{day}").Append($"{Folder}/symbol=A/part-being-written.parquet"),
            _fixture.Store.Names.Where(name => name.StartsWith($"{Folder}/", StringComparison.Ordinal) && !name.Contains("/_", StringComparison.Ordinal)));
        Assert.Contains($"{Folder}/_other/state", _fixture.Store.Names);
        Assert.Contains($"{Folder}2/part.parquet", _fixture.Store.Names);
        for (var version = 0; version <= 30; version++)
        {
            var at = await _fixture.Reopen().AtAsync(version, Stop);
            if (version < 23)
                Assert.Null(at);
            else
                Assert.Equal([$"day{version}"], at!.Files.Keys);
        }

        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        Assert.Equal(23, (await _fixture.Table.AsOfAsync((await _fixture.Table.AtAsync(23, Stop))!.Timestamp, Stop))!.Version);
        Assert.Null(await _fixture.Table.AsOfAsync(_fixture.Clock.Now - TimeSpan.FromDays(20), Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.ChangesAsync(5, 30, Stop).ToListAsync(Stop));
        Assert.Equal(7, (await _fixture.Table.ChangesAsync(23, 30, Stop).ToListAsync(Stop)).Count);
        Assert.Equal(0, await _fixture.Table.VacuumAsync(Stop));
    }

    [Fact]
    public async Task A_version_that_was_not_replaced_for_long_stays()
    {
        var latest = await WriteDaysAsync(3);
        _fixture.Clock.Advance(TimeSpan.FromDays(1_000));
        await _fixture.Table.VacuumAsync(Stop);
        Assert.Equal([$"{Folder}/day3"], _fixture.Store.Names.Where(name => !name.Contains("/_", StringComparison.Ordinal)));
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        Assert.Same(latest, await _fixture.Table.LatestAsync(latest, Stop));
    }

    [Fact]
    public async Task Wherever_it_breaks_off_a_version_is_whole_or_gone()
    {
        for (var broken = 0; ; broken++)
        {
            var fixture = new VacuumTests();
            var latest = await fixture.WriteDaysAsync(30);
            var changes = 0;
            var fault = broken % 2 == 0 ? StoreFault.Before : StoreFault.After;
            fixture._fixture.Store.Faults = call =>
                call.Operation is StoreOperation.Delete or StoreOperation.Replace && changes++ >= broken ? fault : StoreFault.None;
            var whole = true;
            try
            {
                await fixture._fixture.Table.VacuumAsync(Stop);
            }
            catch (BlobStoreException)
            {
                whole = false;
            }

            fixture._fixture.Store.Faults = null;
            await fixture.AssertWholeOrGoneAsync(latest);
            await fixture._fixture.Reopen().VacuumAsync(Stop);
            await fixture.AssertWholeOrGoneAsync(latest);
            if (whole)
                return;
        }
    }

    [Fact]
    public async Task A_reader_and_a_writer_that_slept_too_long_begin_anew()
    {
        var old = (await _fixture.CreateAsync("day0"))!;
        _fixture.Store.Put($"{Folder}/day0", default);
        var latest = await WriteDaysAsync(30, old);
        await _fixture.Table.VacuumAsync(Stop);

        Assert.Null(_fixture.Store.Get(EntryName(1)));
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(old, Stop))!);
        Assert.Null(await _fixture.Reopen().TryCommitAsync(old, new DeltaCommit("WRITE") { Adds = [File("late")] }, Stop));
        Assert.Null(await _fixture.Reopen().TryCommitAsync(null, new DeltaCommit("WRITE") { Metadata = Metadata }, Stop));
        Assert.Null(_fixture.Store.Get(EntryName(1)));
        Assert.Null(_fixture.Store.Get(EntryName(0)));
    }

    private async Task AssertWholeOrGoneAsync(DeltaSnapshot latest)
    {
        for (var version = 0; version <= latest.Version; version++)
        {
            var at = await _fixture.Reopen().AtAsync(version, Stop);
            Assert.True(at is not null || version < 23, $"Version {version} is gone.");
            foreach (var path in at?.Files.Keys ?? [])
                Assert.NotNull(_fixture.Store.Get($"{Folder}/{path}"));
        }

        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
    }

    private async Task<DeltaSnapshot> WriteDaysAsync(int days, DeltaSnapshot? from = null)
    {
        var snapshot = from;
        for (var day = from is null ? 0 : 1; day <= days; day++)
        {
            if (day > 0)
                _fixture.Clock.Advance(TimeSpan.FromDays(1));
            _fixture.Store.Put($"{Folder}/day{day}", default);
            snapshot = await _fixture.Table.TryCommitAsync(
                snapshot,
                new DeltaCommit("WRITE") { Metadata = day == 0 ? Metadata : null, Adds = [File($"day{day}")], Removes = day == 0 ? [] : [$"day{day - 1}"] },
                Stop);
        }

        return snapshot!;
    }
}
