using System.Text.Json;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>Readers and writers that others have written agree with ours on every value, or one of them is wrong.</summary>
public sealed class JudgesTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-judges-");

    private static string Judges => Path.Combine(ProjectFolder(), "judges");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("duckdb-reads.test.mjs")]
    [InlineData("hyparquet-reads.test.mjs")]
    public async Task What_is_written_here_is_read_the_same_by(string judge)
    {
        foreach (var file in JudgedFiles.All())
            file.WriteTo(_folder.FullName);

        await RunAsync($"node --test {judge}");
    }

    [Fact]
    public async Task What_DuckDB_writes_is_read_the_same_here()
    {
        await RunAsync("node duckdb-writes.mjs");

        var files = _folder.GetFiles("*.parquet");
        Assert.NotEmpty(files);
        foreach (var file in files.Where(file => !file.Name.Contains("zstd", StringComparison.Ordinal)))
            await AssertReadAsync(file);
    }

    [Fact]
    public async Task A_codec_that_is_not_read_is_named()
    {
        await RunAsync("node duckdb-writes.mjs");

        var files = _folder.GetFiles("*.zstd.*");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var reader = await OpenAsync(file);
            var thrown = await Assert.ThrowsAsync<ParquetException>(
                async () => await reader.ReadAsync(0, 0, TestContext.Current.CancellationToken));
            Assert.Contains("ZSTD", thrown.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(reader.Columns[0].Name, thrown.Message, StringComparison.Ordinal);
        }
    }

    private static async Task AssertReadAsync(FileInfo file)
    {
        var table = file.Name[..file.Name.IndexOf('.')];
        var lines = await File.ReadAllLinesAsync(
            Path.Combine(file.DirectoryName!, table + ".jsonl"), TestContext.Current.CancellationToken);
        var expectedColumns = JsonSerializer.Deserialize<JudgedColumn[]>(lines[0], Json)!;
        var expected = lines[1..].Select(line => JsonSerializer.Deserialize<string?[]>(line)!).ToArray();

        var reader = await OpenAsync(file);
        Assert.Equal(expectedColumns.Select(NameAndType), reader.Columns.Select(column => (column.Name, ExactText.TypeOf(column))));
        Assert.Equal(expected.Length, reader.RowGroups.Sum(group => group.RowCount));
        for (var column = 0; column < expectedColumns.Length; column++)
        {
            var at = 0;
            for (var group = 0; group < reader.RowGroups.Count; group++)
            {
                var data = await reader.ReadAsync(group, column, TestContext.Current.CancellationToken);
                Assert.Equal(reader.RowGroups[group].RowCount, data.Count);
                for (var row = 0; row < data.Count; row++, at++)
                {
                    var read = ExactText.Of(data.ValueAt(row));
                    if (!string.Equals(read, expected[at][column], StringComparison.Ordinal))
                        Assert.Fail($"{file.Name}, row {at}, {reader.Columns[column]}: {read} is read, where {expected[at][column]} is expected");
                }
            }
        }
    }

    /// <summary>Timestamps of any kind are read as those in UTC.</summary>
    private static (string Name, string Type) NameAndType(JudgedColumn column) =>
        (column.Name, column.Type == "TIMESTAMP" ? "TIMESTAMP WITH TIME ZONE" : column.Type);

    private static async Task<ParquetReader> OpenAsync(FileInfo file) => await ParquetReader.OpenAsync(
        new MemorySource(file.Name, await File.ReadAllBytesAsync(file.FullName, TestContext.Current.CancellationToken)),
        TestContext.Current.CancellationToken);

    private Task RunAsync(string command) =>
        JavaScript.TestAsync(Judges, command, new Dictionary<string, string> { ["JUDGED_FOLDER"] = _folder.FullName });

    private static string ProjectFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has CryptoGrains.sln.");
        return Path.Combine(root.FullName, "tests", "CryptoGrains.Columnar.Tests");
    }
}
