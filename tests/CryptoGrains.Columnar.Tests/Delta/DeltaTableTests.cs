using System.Text;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using static CryptoGrains.Columnar.Tests.Delta.TableFixture;

namespace CryptoGrains.Columnar.Tests.Delta;

public sealed class DeltaTableTests
{
    private readonly TableFixture _fixture = new();

    [Fact]
    public async Task A_table_that_is_not_there_has_no_version()
    {
        Assert.Null(await _fixture.Table.LatestAsync(cancellationToken: Stop));
        Assert.Null(await _fixture.Table.AtAsync(0, Stop));
        Assert.Null(await _fixture.Table.AsOfAsync(_fixture.Clock.Now, Stop));
    }

    [Fact]
    public async Task What_was_committed_is_read_back()
    {
        var commit = new DeltaCommit("WRITE")
        {
            Metadata = Metadata with { Name = "trades", Description = "every trade" },
            Adds = [File("symbol=BINANCE%3ABTCUSDT/part-1.parquet"), File("a b#c/ü%.parquet") with { Tags = Metadata.Configuration.Add("sha256", "ab\"") }],
            Transactions = Map(("log:0", 17)),
            Parameters = Metadata.Configuration.Add("rows", "14"),
        };
        var committed = await _fixture.Table.TryCommitAsync(null, commit, Stop);
        var read = await _fixture.Reopen().LatestAsync(cancellationToken: Stop);

        Assert.NotNull(committed);
        Assert.NotNull(read);
        AssertSame(committed, read);
        Assert.Equal(0, read.Version);
        Assert.Equal(_fixture.Clock.Now, read.Timestamp);
        Assert.Equal("every trade", read.Metadata.Description);
        Assert.Equal(Metadata.Schema, read.Metadata.Schema);
        Assert.Equal(["id", "price"], read.Metadata.FileSchema.Select(column => column.Name));
        Assert.Equal(commit.Adds.Select(file => file.Path).Order(StringComparer.Ordinal), read.Files.Keys);
        Assert.Equal("ab\"", read.Files["a b#c/ü%.parquet"].Tags["sha256"]);
        Assert.Equal(7, read.Files["a b#c/ü%.parquet"].Rows);
        Assert.Equal(17, read.Transactions["log:0"]);
    }

    [Fact]
    public async Task The_log_says_paths_as_the_protocol_wants_them()
    {
        await _fixture.CreateAsync("symbol=BINANCE%3ABTCUSDT/a b.parquet");
        var entry = Encoding.UTF8.GetString(_fixture.Store.Get(EntryName(0))!.Value.Span);
        Assert.Contains("\"path\":\"symbol=BINANCE%253ABTCUSDT/a%20b.parquet\"", entry);
        Assert.StartsWith("{\"commitInfo\":{\"timestamp\":1767225600000,", entry);
        Assert.EndsWith("}\n", entry);
    }

    [Fact]
    public async Task Files_are_written_below_their_partition_with_names_of_their_own()
    {
        var metadata = Metadata with
        {
            Schema = Metadata.Schema.Add(new ParquetColumn("year", ParquetType.Int32)),
            PartitionColumns = ["symbol", "year"],
        };
        var values = new Dictionary<string, string?> { ["symbol"] = "BINANCE:BTC/ü", ["year"] = "" };
        var first = await _fixture.Table.WriteFileAsync(metadata, values, "rows"u8.ToArray(), null, cancellationToken: Stop);
        var second = await _fixture.Table.WriteFileAsync(
            metadata, values, "rows"u8.ToArray(), "{}", new Dictionary<string, string> { ["open"] = "1" }, Stop);

        Assert.Matches("^symbol=BINANCE%3ABTC%2F%C3%BC/year=__HIVE_DEFAULT_PARTITION__/part-[0-9a-f]{16}-[0-9a-f]{8}\\.parquet$", first.Path);
        Assert.NotEqual(first.Path, second.Path);
        Assert.Null(first.PartitionValues["year"]);
        Assert.Equal("BINANCE:BTC/ü", first.PartitionValues["symbol"]);
        Assert.Equal(4, first.Size);
        Assert.Equal(first.Tags["sha256"], second.Tags["sha256"]);
        Assert.StartsWith($"part-{first.Tags["sha256"][..16]}", first.Path.Split('/')[^1]);
        Assert.Equal("1", second.Tags["open"]);
        Assert.Equal("rows"u8.ToArray(), _fixture.Store.Get($"{Folder}/{first.Path}")!.Value.ToArray());
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await _fixture.Table.WriteFileAsync(metadata, new Dictionary<string, string?>(), default, null, cancellationToken: Stop));
    }

    [Fact]
    public async Task A_known_version_is_brought_up_to_date_without_listing()
    {
        var known = await _fixture.CreateAsync("a");
        var second = await _fixture.Table.TryCommitAsync(known, new DeltaCommit("WRITE") { Adds = [File("b")], Removes = ["a"] }, Stop);
        var third = await _fixture.Table.TryCommitAsync(second, new DeltaCommit("WRITE") { Adds = [File("c")], Transactions = Map(("x", 1)) }, Stop);

        _fixture.Store.Faults = call => call.Operation == Storage.StoreOperation.List ? Storage.StoreFault.Before : Storage.StoreFault.None;
        var latest = await _fixture.Reopen().LatestAsync(known, Stop);
        AssertSame(third!, latest!);
        var calls = _fixture.Store.Calls;
        Assert.Same(latest, await _fixture.Table.LatestAsync(latest, Stop));
        Assert.Equal(calls + 1, _fixture.Store.Calls);
    }

    [Fact]
    public async Task Of_two_that_commit_after_the_same_version_one_succeeds()
    {
        var read = await _fixture.CreateAsync("a");
        Assert.NotNull(await _fixture.Table.TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop));
        Assert.Null(await _fixture.Reopen().TryCommitAsync(read, new DeltaCommit("WRITE") { Adds = [File("c")] }, Stop));
        Assert.Null(await _fixture.Reopen().TryCommitAsync(null, new DeltaCommit("WRITE") { Metadata = Metadata }, Stop));
        Assert.Equal(["a", "b"], (await _fixture.Table.LatestAsync(cancellationToken: Stop))!.Files.Keys);
    }

    [Fact]
    public async Task Each_version_is_readable_by_number_and_by_time()
    {
        var snapshot = await _fixture.CreateAsync("f0");
        var begin = _fixture.Clock.Now;
        for (var i = 1; i < 50; i++)
        {
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            snapshot = (await _fixture.Table.TryCommitAsync(snapshot, new DeltaCommit("WRITE") { Adds = [File($"f{i}")] }, Stop))!;
        }

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(i + 1, (await _fixture.Table.AtAsync(i, Stop))!.Files.Count);
            Assert.Equal(i, (await _fixture.Table.AsOfAsync(begin + TimeSpan.FromMinutes(i), Stop))!.Version);
            Assert.Equal(i, (await _fixture.Table.AsOfAsync(begin + TimeSpan.FromMinutes(i + 0.9), Stop))!.Version);
        }

        Assert.Null(await _fixture.Table.AtAsync(50, Stop));
        Assert.Null(await _fixture.Table.AtAsync(-1, Stop));
        Assert.Null(await _fixture.Table.AsOfAsync(begin - TimeSpan.FromMilliseconds(1), Stop));
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_turn_the_order_of_versions()
    {
        var first = await _fixture.CreateAsync("a");
        _fixture.Clock.Advance(TimeSpan.FromHours(-1));
        var second = await _fixture.Table.TryCommitAsync(first, new DeltaCommit("WRITE") { Adds = [File("b")] }, Stop);
        Assert.Equal(first.Timestamp + TimeSpan.FromMilliseconds(1), second!.Timestamp);
        Assert.Equal(0, (await _fixture.Table.AsOfAsync(first.Timestamp, Stop))!.Version);
        Assert.Equal(1, (await _fixture.Table.AsOfAsync(second.Timestamp, Stop))!.Version);
    }

    [Fact]
    public async Task Changes_tell_what_each_version_did()
    {
        var first = await _fixture.CreateAsync("a", "b");
        var second = await _fixture.Table.TryCommitAsync(
            first,
            new DeltaCommit("OPTIMIZE") { Adds = [File("ab")], Removes = ["a", "b"], DataChange = false, Parameters = Metadata.Configuration.Add("why", "small") },
            Stop);
        var changes = await _fixture.Table.ChangesAsync(-1, 1, Stop).ToListAsync(Stop);

        Assert.Equal([0L, 1L], changes.Select(change => change.Version));
        Assert.Equal(["a", "b"], changes[0].Adds.Select(file => file.Path));
        Assert.Equal("OPTIMIZE", changes[1].Operation);
        Assert.Equal([("a", false), ("b", false)], changes[1].Removes);
        Assert.False(Assert.Single(changes[1].Adds).DataChange);
        Assert.Equal("small", changes[1].Parameters["why"]);
        Assert.Equal(second!.Timestamp, changes[1].Timestamp);
        Assert.Empty(await _fixture.Table.ChangesAsync(1, 1, Stop).ToListAsync(Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.ChangesAsync(1, 2, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task Commits_that_no_reader_would_understand_are_refused()
    {
        var read = await _fixture.CreateAsync("a");
        await Refused(null, new DeltaCommit("WRITE"));
        await Refused(read, new DeltaCommit("WRITE") { Removes = ["b"] });
        await Refused(read, new DeltaCommit("WRITE") { Removes = ["a", "a"] });
        await Refused(read, new DeltaCommit("WRITE") { Adds = [File("b"), File("b")] });
        await Refused(read, new DeltaCommit("WRITE") { Adds = [File("a")], Removes = ["a"] });
        await Refused(read, new DeltaCommit("WRITE") { Adds = [File("../b")] });
        await Refused(read, new DeltaCommit("WRITE") { Adds = [File("b") with { PartitionValues = File("b").PartitionValues.Clear() }] });
        await Refused(read, new DeltaCommit("WRITE") { Metadata = Metadata with { PartitionColumns = ["day"] } });
        await Refused(read, new DeltaCommit("WRITE") { Metadata = Metadata with { Schema = Metadata.Schema.Add(new ParquetColumn("ID", ParquetType.Date)) } });

        await Refused(read, new DeltaCommit("WRITE") { Adds = [File("half a pair \uD800")] });
        await Refused(read, new DeltaCommit("WRITE") { Metadata = Metadata with { Schema = Metadata.Schema.Add(new ParquetColumn("x", ParquetType.Decimal)) } });
        await Refused(
            read, new DeltaCommit("WRITE") { Metadata = Metadata with { Configuration = Metadata.Configuration.Add("delta.columnMapping.mode", "name") } });
        Assert.Null(_fixture.Store.Get(EntryName(1)));

        async Task Refused(DeltaSnapshot? after, DeltaCommit commit) =>
            await Assert.ThrowsAsync<ArgumentException>(async () => await _fixture.Table.TryCommitAsync(after, commit, Stop));
    }

    [Fact]
    public async Task Going_back_brings_files_and_positions_of_an_older_version()
    {
        foreach (var name in new[] { "a", "b", "c" })
            _fixture.Store.Put($"{Folder}/{name}", default);
        var first = await _fixture.CreateAsync("a", "b");
        var second = await _fixture.Table.TryCommitAsync(first, new DeltaCommit("WRITE") { Transactions = Map(("log:0", 5)) }, Stop);
        var third = await _fixture.Table.TryCommitAsync(
            second, new DeltaCommit("WRITE") { Adds = [File("c")], Removes = ["a"], Transactions = Map(("log:0", 9), ("log:1", 3)) }, Stop);

        var restored = await _fixture.Table.RestoreAsync(1, Stop);
        Assert.Equal(third!.Version + 1, restored.Version);
        Assert.Equal(["a", "b"], restored.Files.Keys);
        Assert.Equal(Map(("log:0", 5)), restored.Transactions);
        AssertSame(restored, (await _fixture.Reopen().LatestAsync(cancellationToken: Stop))!);

        _fixture.Store.Remove($"{Folder}/c");
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.RestoreAsync(2, Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await _fixture.Table.RestoreAsync(99, Stop));
    }

    internal static System.Collections.Immutable.ImmutableSortedDictionary<string, long> Map(params (string Key, long Value)[] pairs) =>
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));

    internal static void AssertSame(DeltaSnapshot expected, DeltaSnapshot actual)
    {
        Assert.Equal((expected.Version, expected.Timestamp), (actual.Version, actual.Timestamp));
        Assert.Equal(expected.Metadata.Id, actual.Metadata.Id);
        Assert.Equal(expected.Metadata.Schema, actual.Metadata.Schema);
        Assert.Equal(expected.Metadata.PartitionColumns, actual.Metadata.PartitionColumns);
        Assert.Equal(expected.Transactions, actual.Transactions);
        Assert.Equal(expected.Files.Keys, actual.Files.Keys);
        foreach (var (path, file) in expected.Files)
        {
            var other = actual.Files[path];
            Assert.Equal(
                (file.Path, file.Size, file.ModificationTime, file.Stats), (other.Path, other.Size, other.ModificationTime, other.Stats));
            Assert.Equal(file.PartitionValues, other.PartitionValues);
            Assert.Equal(file.Tags, other.Tags);
        }
    }
}
