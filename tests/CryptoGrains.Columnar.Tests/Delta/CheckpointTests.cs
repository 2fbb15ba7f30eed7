using System.Diagnostics;
using System.Globalization;
using System.Text;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Tests.Storage;
using static CryptoGrains.Columnar.Tests.Delta.TableFixture;

namespace CryptoGrains.Columnar.Tests.Delta;

public sealed class CheckpointTests
{
    private const string Hint = $"{Folder}/_delta_log/_last_checkpoint";

    private readonly TableFixture _fixture = new(new DeltaOptions { CheckpointEvery = 10 });

    [Fact]
    public async Task Opening_reads_the_newest_checkpoint_and_what_came_after_it()
    {
        var latest = await GrowAsync(34);
        Assert.Equal([10, 20, 30], Checkpoints());
        Assert.StartsWith("{\"version\":30,", Encoding.UTF8.GetString(_fixture.Store.Get(Hint)!.Value.Span));

        var read = new List<string>();
        _fixture.Store.Faults = call =>
        {
            lock (read)
                read.Add(call.Name);
            return StoreFault.None;
        };
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        Assert.DoesNotContain(read, name => name.Contains("0000000000000000002", StringComparison.Ordinal));

        // Without a hint the log is listed.
        _fixture.Store.Remove(Hint);
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[30]")]
    [InlineData("{\"version\":\"x\"}")]
    [InlineData("{\"version\":20}")]
    [InlineData("{\"version\":10000}")]
    [InlineData("{\"version\":-3}")]
    public async Task A_torn_or_stale_hint_does_no_harm(string hint)
    {
        var latest = await GrowAsync(34);
        _fixture.Store.Put(Hint, Encoding.UTF8.GetBytes(hint));
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        Assert.Equal(25, (await _fixture.Reopen().AtAsync(25, Stop))!.Version);
    }

    [Fact]
    public async Task Torn_and_missing_checkpoints_are_passed_over()
    {
        var latest = await GrowAsync(34);
        var newest = _fixture.Store.Get(CheckpointName(30))!.Value;
        for (var length = 0; length < newest.Length; length += 97)
        {
            _fixture.Store.Put(CheckpointName(30), newest[..length]);
            DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        }

        _fixture.Store.Remove(CheckpointName(20));
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);
        _fixture.Store.Put(CheckpointName(10), "PAR1PAR1"u8.ToArray());
        DeltaTableTests.AssertSame(latest, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);

        // Once the log's beginning is gone there is no other way, and that is said.
        _fixture.Store.Remove(EntryName(0));
        var exception = await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Reopen().LatestAsync(cancellationToken: Stop));
        Assert.Contains("no checkpoint of it can be read", exception.Message);
    }

    [Fact]
    public async Task Files_that_went_are_in_it_while_they_are_kept()
    {
        var snapshot = await _fixture.CreateAsync("gone", "stays");
        snapshot = await _fixture.Table.TryCommitAsync(snapshot, new DeltaCommit("WRITE") { Removes = ["gone"] }, Stop);
        _fixture.Clock.Advance(TimeSpan.FromDays(6));
        for (var i = 0; i < 8; i++)
            snapshot = await _fixture.Table.TryCommitAsync(snapshot, new DeltaCommit("WRITE"), Stop);
        snapshot = await _fixture.Table.TryCommitAsync(snapshot, new DeltaCommit("WRITE"), Stop);

        var read = (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!;
        Assert.Equal(10, read.Version);
        var tombstone = Assert.Single(read.Tombstones);
        Assert.Equal(("gone", 100L), (tombstone.Path, tombstone.Size));
        Assert.Equal("BINANCE:BTCUSDT", tombstone.PartitionValues!["symbol"]);

        _fixture.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!.Tombstones);
        Assert.Equal(["stays"], read.Files.Keys);
    }

    [Fact]
    public async Task A_log_of_100_000_commits_opens_fast()
    {
        const int commits = 100_000, checkpoint = 99_990;
        await GrowAsync(1);
        for (var version = 2; version <= commits; version++)
            _fixture.Store.Put(EntryName(version), Entry(version));
        var table = _fixture.Reopen();

        // The checkpoint that the writer of version 99,990 would have written.
        var writer = new DeltaTable(_fixture.Store, Folder, _fixture.Clock, _fixture.Options with { CheckpointEvery = checkpoint });
        var before = (await table.AtAsync(checkpoint - 1, Stop))!;
        _fixture.Store.Remove(EntryName(checkpoint));
        Assert.NotNull(await writer.TryCommitAsync(before, new DeltaCommit("WRITE"), Stop));
        Assert.Null(writer.CheckpointFailure);

        var watch = Stopwatch.StartNew();
        var calls = _fixture.Store.Calls;
        var latest = await _fixture.Reopen().LatestAsync(cancellationToken: Stop);
        Assert.Equal(commits, latest!.Version);
        Assert.Equal(500, latest.Files.Count);
        Assert.InRange(_fixture.Store.Calls - calls, 1, 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"opened in {watch.ElapsedMilliseconds} ms with {_fixture.Store.Calls - calls} calls");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        // Each commit adds a file and takes away the one 500 commits before.
        static byte[] Entry(int version) => Encoding.UTF8.GetBytes(
            """
            {"commitInfo":{"timestamp":MOMENT,"operation":"WRITE","operationParameters":{}}}
            {"add":{"path":"fVERSION","partitionValues":{"symbol":"A"},"size":1,"modificationTime":1,"dataChange":true}}
            {"remove":{"path":"fOLD","dataChange":true,"deletionTimestamp":MOMENT}}

            """
                .Replace("MOMENT", (1_767_225_600_000 + version).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("VERSION", version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("OLD", (version - 500).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_of_10_000_files_is_written_and_read_fast()
    {
        const int files = 10_000;
        var stats = "{\"numRecords\":1000,\"minValues\":{\"id\":1},\"maxValues\":{\"id\":1000},\"nullCount\":{\"id\":0}}";
        var commit = new DeltaCommit("WRITE")
        {
            Metadata = Metadata,
            Adds = [.. Enumerable.Range(0, files).Select(i => File($"symbol=BINANCE%3A{i}/part-{i:x16}-00000000.parquet", $"BINANCE:{i}") with { Stats = stats })],
        };
        var watch = Stopwatch.StartNew();
        var first = await _fixture.Table.TryCommitAsync(null, commit, Stop);
        var written = watch.Elapsed;
        watch.Restart();
        var read = await _fixture.Reopen().LatestAsync(cancellationToken: Stop);
        var opened = watch.Elapsed;
        for (var i = 1; i < 10; i++)
            first = await _fixture.Table.TryCommitAsync(first, new DeltaCommit("WRITE"), Stop);
        watch.Restart();
        first = await _fixture.Table.TryCommitAsync(first, new DeltaCommit("WRITE"), Stop);
        var checkpointed = watch.Elapsed;
        watch.Restart();
        var again = await _fixture.Reopen().LatestAsync(cancellationToken: Stop);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{files} files: commit {written.TotalMilliseconds:F0} ms, read {opened.TotalMilliseconds:F0} ms, "
            + $"checkpoint {checkpointed.TotalMilliseconds:F0} ms, read {watch.ElapsedMilliseconds} ms, "
            + $"{_fixture.Store.Get(EntryName(0))!.Value.Length} and {_fixture.Store.Get(CheckpointName(10))!.Value.Length} bytes");

        Assert.Equal(files, read!.Files.Count);
        DeltaTableTests.AssertSame(first!, again!);
        Assert.InRange(written + opened + checkpointed + watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private async Task<DeltaSnapshot> GrowAsync(int versions)
    {
        var snapshot = await _fixture.CreateAsync("f0");
        for (var i = 1; i <= versions; i++)
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
            var commit = new DeltaCommit("WRITE")
            {
                Adds = [File($"f{i}", i % 3 == 0 ? null : "BINANCE:BTC USDT") with { Tags = Metadata.Configuration.Add("sha256", $"{i}") }],
                Removes = i % 4 == 0 ? [$"f{i - 3}"] : [],
                Transactions = DeltaTableTests.Map(($"log:{i % 5}", i)),
            };
            snapshot = (await _fixture.Table.TryCommitAsync(snapshot, commit, Stop))!;
            Assert.Null(_fixture.Table.CheckpointFailure);
        }

        return snapshot;
    }

    private IEnumerable<int> Checkpoints() => _fixture.Store.Names.Where(name => name.EndsWith(".checkpoint.parquet", StringComparison.Ordinal))
        .Select(name => int.Parse(name.Split('/')[^1].Split('.')[0], CultureInfo.InvariantCulture));

    private static string CheckpointName(long version) => $"{Folder}/_delta_log/{version:D20}.checkpoint.parquet";
}
