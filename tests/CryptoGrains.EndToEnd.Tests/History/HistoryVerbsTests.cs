using System.Security.Cryptography;
using CryptoGrains.Bench.History;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.EndToEnd.Tests.History;

/// <summary>The history by its verbs alone, without a node.</summary>
public sealed class HistoryVerbsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 12, 10, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _files = new();

    public void Dispose()
    {
        _data.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task The_mean_of_seven_days_is_null_until_there_are_seven()
    {
        await RunAsync("import", Files.Days(_files.Path, "BTCUSDT", "2025-12-10", 100, 105, 110, 115, 120, 125, 130, 135));
        await RunAsync("rebuild");
        using var duck = await DuckDb.StartAsync();
        var (_, rows) = await duck.RunAsync($"select date::varchar, ma7::varchar from read_parquet({await FilesAsync("daily_filled")}) order by date");
        Assert.Equal(
            [
                "2025-12-10 ", "2025-12-11 ", "2025-12-12 ", "2025-12-13 ", "2025-12-14 ", "2025-12-15 ", "2025-12-16 115.0", "2025-12-17 120.0",
            ],
            rows.EnumerateArray().Select(row => $"{row[0].GetString()} {row[1].GetString()}"));
    }

    [Fact]
    public async Task A_second_rebuild_writes_nothing_and_a_full_one_the_same_bytes()
    {
        await ImportHoursAsync();
        await RunAsync("rebuild");
        var first = Hashes(withNames: true);

        Assert.Contains("Nothing changed", (await RunAsync("rebuild"))[^1]);
        Assert.Equal(first, Hashes(withNames: true));
        Assert.Contains("Nothing changed", (await RunAsync("rebuild", "--full"))[^1]);
        Assert.Equal(first, Hashes(withNames: true));

        var contents = Hashes(withNames: false);
        foreach (var table in Directory.GetDirectories(Path.Combine(_data.Path, "history")).Where(folder => Path.GetFileName(folder) is not ("klines" or "trades")))
            Directory.Delete(table, recursive: true);
        await RunAsync("rebuild", "--full");
        Assert.Equal(contents, Hashes(withNames: false));
    }

    [Fact]
    public async Task The_same_import_again_changes_nothing_and_a_corrected_one_is_seen_kept_and_undone()
    {
        var file = await ImportHoursAsync();
        Assert.Contains("Nothing was new", (await RunAsync("import", file))[^1]);
        await RunAsync("rebuild");

        Files.Klines(_files.Path, "BTCUSDT", "1h", Enumerable.Range(0, 72).Select(hour => (Start.AddHours(hour), hour == 30 ? 777m : 100m + hour)));
        Assert.Contains("1 replaced", (await RunAsync("import", file))[^1]);
        await RunAsync("rebuild");

        using var duck = await DuckDb.StartAsync();
        Assert.Equal(("777.000000000000", "1"), await HourAsync(duck, version: null));
        Assert.Equal(("130.000000000000", "0"), await HourAsync(duck, version: 0));

        await RunAsync("rollback", "klines", "0");
        await RunAsync("rebuild");
        Assert.Equal(("130.000000000000", "2"), await HourAsync(duck, version: null));
        Assert.EndsWith(": 0 differences.", (await RunAsync("verify"))[^1]);
    }

    [Fact]
    public async Task Verification_names_the_candle_of_which_a_price_was_flipped()
    {
        await ImportHoursAsync();
        await RunAsync("rebuild");
        await FlipAsync(Start.AddHours(40));

        var (exitCode, output, _) = await Cli.TryAsync("verify", "--data", _data.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains("candles_1h: BINANCE:BTCUSDT at 2025-12-11T16:00:00.000000Z: close is 140.000000000001 and should be 140.", output);
        // Nor does it say that it was corrected.
        Assert.Contains("candles_1h: BINANCE:BTCUSDT at 2025-12-11T16:00:00.000000Z: revision is 0 and should be 1.", output);
        Assert.EndsWith(": 2 differences.", output.TrimEnd());
    }

    [Fact]
    public async Task An_export_is_what_the_history_has()
    {
        await ImportHoursAsync();
        await RunAsync("rebuild");
        var csv = await RunAsync("export", "BTCUSDT", "--interval", "1h", "--from", "2025-12-11");
        Assert.Equal(49, csv.Length);
        Assert.StartsWith("openTime,open,", csv[0]);
        Assert.StartsWith($"{Start.AddDays(1).ToUnixTimeMilliseconds()},124,124,124,124,10,", csv[1]);

        var parquet = Path.Combine(_files.Path, "btc.parquet");
        await RunAsync("export", "BTCUSDT", "--interval", "1d", "--format", "parquet", "--output", parquet);
        using var duck = await DuckDb.StartAsync();
        var (_, rows) = await duck.RunAsync($"""select epoch_ms("openTime")::varchar, "close"::varchar, volume::varchar from read_parquet('{parquet}') order by 1""");
        Assert.Equal(
            [("123.000000000000", "240.000000000000"), ("147.000000000000", "240.000000000000"), ("171.000000000000", "240.000000000000")],
            rows.EnumerateArray().Select(row => (row[1].GetString(), row[2].GetString())));
    }

    [Fact]
    public async Task An_export_that_fails_leaves_what_was_there_and_nothing_beside_it()
    {
        await ImportHoursAsync();
        await RunAsync("rebuild");
        var slice = Assert.Single(Directory.GetFiles(Path.Combine(_data.Path, "history", "candles_1h"), "*.parquet", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(slice);
        Array.Fill(bytes, (byte)0xEE, 4, bytes.Length / 2);
        await File.WriteAllBytesAsync(slice, bytes);

        var exports = Directory.CreateDirectory(Path.Combine(_files.Path, "exports")).FullName;
        var file = Path.Combine(exports, "btc.csv");
        await File.WriteAllTextAsync(file, "an earlier export");
        var (exitCode, _, errors) = await Cli.TryAsync("export", "BTCUSDT", "--interval", "1h", "--output", file, "--data", _data.Path);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(errors);
        Assert.Equal([file], Directory.GetFileSystemEntries(exports));
        Assert.Equal("an earlier export", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Mistakes_are_sentences()
    {
        Assert.Equal(2, (await Cli.TryAsync("import", Path.Combine(_files.Path, "nothing.csv"), "--data", _data.Path)).ExitCode);
        var (exitCode, _, errors) = await Cli.TryAsync("rollback", "candels", "0", "--data", _data.Path);
        Assert.Equal(2, exitCode);
        Assert.Contains("There is no table 'candels'", errors);
        Assert.Equal(2, (await Cli.TryAsync("datasets", "--blobs", "ftp://example.org", "--data", _data.Path)).ExitCode);
        (exitCode, _, errors) = await Cli.TryAsync("export", "NOTHING", "--data", _data.Path);
        Assert.Equal(2, exitCode);
        Assert.Contains("The history has no BINANCE:NOTHING", errors);
    }

    private Task<string[]> RunAsync(params string[] arguments) => Cli.RunAsync([.. arguments, "--data", _data.Path]);

    private async Task<string> ImportHoursAsync()
    {
        var file = Files.Klines(_files.Path, "BTCUSDT", "1h", Enumerable.Range(0, 72).Select(hour => (Start.AddHours(hour), 100m + hour)));
        await RunAsync("import", file);
        return file;
    }

    private async Task<string> FilesAsync(string table, long? version = null) =>
        $"[{string.Join(", ", (await RunAsync(["datasets", table, "--format", "paths", .. version is { } number ? new[] { "--version", $"{number}" } : []])).Select(path => $"'{path}'"))}]";

    private async Task<(string? Close, string? Revision)> HourAsync(DuckDb duck, long? version)
    {
        var (_, rows) = await duck.RunAsync(
            $"select \"close\"::varchar, revision::varchar from read_parquet({await FilesAsync("candles_1h", version)}) where epoch_ms(open_time) = {Start.AddHours(30).ToUnixTimeMilliseconds()}");
        return (rows[0][0].GetString(), rows[0][1].GetString());
    }

    private List<string> Hashes(bool withNames)
    {
        var root = Path.Combine(_data.Path, "history");
        return
        [
            .. Directory.EnumerateFiles(root, withNames ? "*" : "*.parquet", SearchOption.AllDirectories)
                .Where(path => withNames || !path.Contains("_delta_log"))
                .Select(path => $"{Path.GetRelativePath(root, withNames ? path : Path.GetDirectoryName(path)!)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes one file of the hours anew with one close a trillionth higher, and has the log name it.</summary>
    private async Task FlipAsync(DateTimeOffset hour)
    {
        var table = new HistoryTables(BlobStores.Open(Path.Combine(_data.Path, "history")), TimeProvider.System).Candles(Interval.OneHour);
        var snapshot = (await table.LatestAsync())!;
        var file = Assert.Single(snapshot.Files.Values);
        var reader = await table.OpenFileAsync(file);
        var columns = new List<ColumnData>();
        for (var i = 0; i < reader.Columns.Count; i++)
            columns.Add(await reader.ReadAsync(0, i));

        var row = ((ColumnData<long>)columns[reader.IndexOf("open_time")]).Values.IndexOf(hour.ToUnixTimeMilliseconds() * 1_000);
        ((ColumnData<Int128>)columns[reader.IndexOf("close")]).Values[row] += 1;
        var changed = DataFile.Encode(snapshot.Metadata.FileSchema, [columns]);
        var add = await table.WriteFileAsync(snapshot.Metadata, file.PartitionValues, changed.Content, changed.Stats);
        Assert.NotNull(await table.TryCommitAsync(snapshot, new DeltaCommit("WRITE") { Adds = [add], Removes = [file.Path] }));
    }
}
