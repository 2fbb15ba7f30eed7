using CryptoGrains.Columnar.Delta;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>The tables of the Delta project: each has the rows that its generator says, or is refused.</summary>
public sealed class GoldenTableTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Appended_overwritten_deleted_and_repartitioned_tables_have_their_rows()
    {
        await HasRows("snapshot-data0", null, Data(0, 10));
        await HasRows("snapshot-data1", null, [.. Data(0, 10), .. Data(1, 10)]);
        await HasRows("snapshot-data2", null, Data(2, 10));
        await HasRows("snapshot-data3", null, [.. Data(2, 10), .. Data(3, 20)]);
        await HasRows("snapshot-data2-deleted", null, Data(3, 20));
        await HasRows("snapshot-repartitioned", null, Data(3, 20));
        await HasRows("snapshot-vacuumed", null, Data(3, 20));

        for (var version = 0; version < 3; version++)
            await HasRows("snapshot-data2-deleted", version, version == 2 ? Data(2, 10) : [.. Data(0, 10), .. version == 1 ? Data(1, 10) : []]);

        static string[] Data(int set, int count) => [.. Enumerable.Range(0, count).Select(x => $"{x}|data-{set}-{x}")];
    }

    [Fact]
    public async Task Versions_and_times_of_the_past_have_their_rows_and_columns()
    {
        foreach (var (name, versions) in new[] { ("time-travel-start", 1), ("time-travel-start-start20", 2), ("time-travel-start-start20-start40", 3) })
        {
            for (var version = 0; version < versions; version++)
                await HasRows(name, version, Ids(0, 10 * (version + 1)));
            Assert.Null(await GoldenTable.Load(name).Table.AtAsync(versions, Stop));
        }

        await HasRows("time-travel-schema-changes-a", null, Ids(0, 10));
        await HasRows("time-travel-schema-changes-b", 0, Ids(0, 10));
        await HasRows("time-travel-schema-changes-b", 1, [.. Ids(0, 10).Select(id => id + "|null"), .. Ids(10, 10).Select(id => $"{id}|{id}")]);
        await HasRows("log-replay-latest-metadata-protocol", 0, Ids(0, 20));
        await HasRows(
            "log-replay-latest-metadata-protocol",
            null,
            [.. Ids(0, 20).Select(id => id + "|null"), .. Enumerable.Range(0, 20).Select(id => $"{id}|{id % 2}")]);

        var table = GoldenTable.Load("time-travel-start-start20-start40").Table;
        var second = (await table.AtAsync(1, Stop))!;
        Assert.Equal(1, (await table.AsOfAsync(second.Timestamp, Stop))!.Version);
        Assert.Equal(0, (await table.AsOfAsync(second.Timestamp.AddMilliseconds(-1), Stop))!.Version);
    }

    [Fact]
    public async Task Every_type_is_read()
    {
        await HasRows(
            "data-reader-primitives",
            null,
            [
                "null|null|null|null|null|null|null|null|null|null",
                .. Enumerable.Range(0, 10).Select(i => $"{i}|{i}|{i}|{i}|{(i % 2 == 0 ? "true" : "false")}|{i}|{i}|{i}|{i:X2}{i:X2}|{i}"),
            ]);
        await HasRows(
            "basic-decimal-table",
            null,
            "234.00000|1.00|2.00000|3.0000000000",
            "2342222.23454|111.11|22222.22222|3333333333.3333333333",
            "0.00004|0.00|0.00000|0.0000000000",
            "-2342342.23423|-999.99|-99999.99999|-9999999999.9999999999");
        foreach (var name in new[] { "kernel-timestamp-INT96", "kernel-timestamp-TIMESTAMP_MICROS" })
        {
            await HasRows(
                name,
                null,
                "0|2020-01-01 08:09:10.001|2020-02-01 08:09:10",
                "1|2021-10-01 08:09:20|1999-01-01 09:00:00",
                "2|2021-10-01 08:09:20|2000-01-01 09:00:00",
                "3|1969-01-01 00:00:00|1969-01-01 00:00:00",
                "4|null|null");
        }
    }

    [Fact]
    public async Task Tables_with_checkpoints_have_their_rows()
    {
        const string deletes = "basic-with-inserts-deletes-checkpoint";
        for (var version = 0; version < 14; version++)
        {
            var deleted = Math.Clamp(version - 4, 0, 5);
            var rows = Enumerable.Range(0, Math.Min(version + 1, 5)).SelectMany(set => Ids(10 * set, set < deleted ? 5 : 10));
            var later = version < 10 ? [] : Ids(50, version == 13 ? 16 : 10 * (version - 9));
            await HasRows(deletes, version, [.. rows, .. later]);
        }

        await HasRows(deletes, null, [.. Enumerable.Range(0, 5).SelectMany(set => Ids(10 * set, 5)), .. Ids(50, 16)]);
        await HasRows("basic-with-inserts-overwrite-restore", 0, Ids(0, 100));
        await HasRows("basic-with-inserts-overwrite-restore", 2, Ids(500, 500));
        await HasRows("basic-with-inserts-overwrite-restore", null, Ids(0, 200));
        await HasRows("multi-part-checkpoint", 0, Ids(0, 1));
        await HasRows("multi-part-checkpoint", null, [.. Ids(0, 1), .. Ids(0, 30)]);
        await HasRows("only-checkpoint-files", 0, Ids(0, 10));
        await HasRows("only-checkpoint-files", 1, Ids(5, 5));
        await HasRows("only-checkpoint-files", null, [.. Ids(5, 5), .. Ids(0, 20)]);
        await HasRows("v2-checkpoint-json", null, Ids(0, 10));
    }

    [Fact]
    public async Task A_table_s_files_are_those_of_its_log()
    {
        var table = GoldenTable.Load("checkpoint").Table;
        for (var version = 0; version < 15; version++)
            Assert.Equal([$"{version + 1}"], (await table.AtAsync(version, Stop))!.Files.Keys);

        table = GoldenTable.Load("log-replay-special-characters").Table;
        Assert.Equal(["special p@#h"], (await table.AtAsync(0, Stop))!.Files.Keys);
        Assert.Empty((await table.LatestAsync(cancellationToken: Stop))!.Files);
    }

    [Theory]
    [InlineData("checkpoint", 10)]
    [InlineData("basic-with-inserts-deletes-checkpoint", 10)]
    [InlineData("basic-with-inserts-overwrite-restore", 3)]
    [InlineData("multi-part-checkpoint", 1)]
    [InlineData("only-checkpoint-files", 2)]
    [InlineData("v2-checkpoint-json", 2)]
    public async Task A_checkpoint_says_what_the_log_before_it_says(string name, long checkpoint)
    {
        var whole = (await GoldenTable.Load(name).Table.LatestAsync(cancellationToken: Stop))!;
        var log = await GoldenTable.Load(name, IsCheckpoint).Table.LatestAsync(cancellationToken: Stop);
        var rest = await GoldenTable.Load(name, IsBefore).Table.LatestAsync(cancellationToken: Stop);
        var unhinted = await GoldenTable.Load(name, blob => IsBefore(blob) || blob.EndsWith("_last_checkpoint", StringComparison.Ordinal))
            .Table.LatestAsync(cancellationToken: Stop);
        DeltaTableTests.AssertSame(whole, log!);
        DeltaTableTests.AssertSame(whole, rest!);
        DeltaTableTests.AssertSame(whole, unhinted!);

        static bool IsCheckpoint(string blob) =>
            blob.Split("/_delta_log/") is [_, var file] && file.Contains("checkpoint", StringComparison.Ordinal);

        bool IsBefore(string blob) => blob.EndsWith(".json", StringComparison.Ordinal) && !blob.Contains(".checkpoint.", StringComparison.Ordinal)
            && long.Parse(Path.GetFileNameWithoutExtension(blob)) < checkpoint;
    }

    [Theory]
    [InlineData("deltalog-invalid-protocol-version", "asks for version 99 of the Delta protocol's readers")]
    [InlineData("dv-partitioned-with-checkpoint", "has a deletion vector")]
    [InlineData("versions-not-contiguous", "version 1 is missing")]
    [InlineData("data-reader-partition-values", "its column as_list_of_records is a array")]
    public async Task What_is_not_read_here_is_refused_with_a_reason(string name, string reason)
    {
        var exception = await Assert.ThrowsAsync<DeltaException>(async () =>
            await GoldenTable.Load(name).Table.LatestAsync(cancellationToken: Stop));
        Assert.Contains(reason, exception.Message);
    }

    [Fact]
    public async Task A_table_is_read_up_to_where_deletion_vectors_begin()
    {
        var table = GoldenTable.Load("dv-partitioned-with-checkpoint");
        Assert.Equal(50, (await table.RowsAsync(0)).Length);
        await Assert.ThrowsAsync<DeltaException>(async () => await table.Table.AtAsync(1, Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await table.Table.AtAsync(12, Stop));
        Assert.Single(await table.Table.ChangesAsync(-1, 0, Stop).ToListAsync(Stop));
        await Assert.ThrowsAsync<DeltaException>(async () => await table.Table.ChangesAsync(0, 1, Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_table_with_features_is_read_and_not_written()
    {
        var table = GoldenTable.Load("v2-checkpoint-json").Table;
        var latest = await table.LatestAsync(cancellationToken: Stop);
        var exception = await Assert.ThrowsAsync<DeltaException>(async () => await table.TryCommitAsync(latest, new DeltaCommit("WRITE"), Stop));
        Assert.Contains("v2Checkpoint", exception.Message);
        await Assert.ThrowsAsync<DeltaException>(async () => await table.VacuumAsync(Stop));
    }

    [Fact]
    public async Task A_table_of_Spark_is_written_on()
    {
        var table = GoldenTable.Load("basic-with-inserts-overwrite-restore");
        var restored = await table.Table.RestoreAsync(2, Stop);
        Assert.Equal(4, restored.Version);
        Assert.Equal(Ids(500, 500).Order(StringComparer.Ordinal), await table.RowsAsync());
    }

    private static string[] Ids(int first, int count) => [.. Enumerable.Range(first, count).Select(id => $"{id}")];

    private static async Task HasRows(string name, long? version, params string[] rows) =>
        Assert.Equal(rows.Order(StringComparer.Ordinal), await GoldenTable.Load(name).RowsAsync(version));
}
