using System.Text.Json;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Tests.Storage;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>A reader that another has written, told only what the protocol says, finds the same rows in every version.</summary>
public sealed class DeltaJudgeTests : IDisposable
{
    private const string Folder = "table";
    private const int Versions = 15;

    private static readonly string?[] Symbols = ["BINANCE:BTCUSDT", "ALL:BTC/ü %41", null];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptograins-delta-judge-");
    private readonly TestClock _clock = new();
    private readonly Random _random = new(1);
    private readonly Dictionary<string, List<string>> _rows = [];
    private readonly SortedDictionary<string, long> _positions = new(StringComparer.Ordinal);
    private long _next;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Our_log_replayed_by_JavaScript_gives_our_rows()
    {
        var stop = TestContext.Current.CancellationToken;
        var store = new MemoryBlobStore(_clock);
        var table = new DeltaTable(store, Folder, _clock, new DeltaOptions { CheckpointEvery = 4 });
        DeltaSnapshot? snapshot = null;
        for (var version = 0; version < Versions; version++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            var removes = snapshot?.Files.Keys.Where(_ => _random.Next(4) == 0).ToArray() ?? [];
            var adds = new List<AddFile>();
            for (var i = _random.Next(1, 4); i > 0; i--)
                adds.Add(await WriteAsync(table, stop));
            foreach (var path in removes)
                _rows.Remove(path);
            _positions[$"log:{version % 3}"] = version;
            snapshot = await table.TryCommitAsync(
                snapshot,
                new DeltaCommit("WRITE")
                {
                    Metadata = snapshot is null ? TableFixture.Metadata : null,
                    Adds = [.. adds],
                    Removes = [.. removes],
                    Transactions = DeltaTableTests.Map(($"log:{version % 3}", version)),
                },
                stop);
            await File.WriteAllLinesAsync(
                Path.Combine(_folder.FullName, $"{version}.jsonl"),
                _rows.Values.SelectMany(rows => rows).Concat(_positions.Select(pair => $"[\"{pair.Key}\",{pair.Value}]")),
                stop);
        }

        foreach (var name in store.Names)
        {
            var path = Path.Combine(_folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, store.Get(name)!.Value.ToArray(), stop);
        }

        await JavaScript.TestAsync(
            Judges(), "node --test delta-replay.test.mjs", new Dictionary<string, string> { ["JUDGED_FOLDER"] = _folder.FullName });
    }

    private async Task<AddFile> WriteAsync(DeltaTable table, CancellationToken stop)
    {
        var symbol = Symbols[_random.Next(Symbols.Length)];
        var ids = Enumerable.Range(0, _random.Next(1, 50)).Select(_ => _next++).ToArray();
        var nulls = ids.Select(_ => _random.Next(5) == 0).ToArray();

        // Quarters, which a JavaScript number holds exactly.
        var prices = ids.Select(id => (Int128)id * 250_000_000_000).ToArray();
        var file = DataFile.Encode(
            TableFixture.Metadata.FileSchema, [[new ColumnData<long>(ids, nulls), new ColumnData<Int128>(prices)]]);
        var add = await table.WriteFileAsync(
            TableFixture.Metadata, new Dictionary<string, string?> { ["symbol"] = symbol }, file.Content, file.Stats, cancellationToken: stop);
        Assert.Equal(ids.Length, add.Rows);
        _rows[add.Path] = [.. ids.Select((id, row) => JsonSerializer.Serialize<object?[]>([symbol, nulls[row] ? null : id, id / 4.0], Plain))];
        return add;
    }

    private static string Judges()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CryptoGrains.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has CryptoGrains.sln.");
        return Path.Combine(root.FullName, "tests", "CryptoGrains.Columnar.Tests", "judges");
    }
}
