using CryptoGrains.Columnar.Delta;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Columnar.Tests.Storage;

namespace CryptoGrains.Columnar.Tests.Delta;

/// <summary>A table in memory with a clock of its own.</summary>
internal sealed class TableFixture
{
    public const string Folder = "trades";

    public static readonly DeltaMetadata Metadata = new(
        "9e3c6f6c-0a50-4c43-9d2b-1d5bb5a6a001",
        [
            new ParquetColumn("symbol", ParquetType.String),
            new ParquetColumn("id", ParquetType.Int64),
            new ParquetColumn("price", ParquetType.Decimal, Precision: 38, Scale: 12),
        ],
        ["symbol"]);

    public TableFixture(DeltaOptions? options = null)
    {
        Store = new MemoryBlobStore(Clock);
        Options = options ?? new DeltaOptions();
        Table = Reopen();
    }

    public TestClock Clock { get; } = new();

    public MemoryBlobStore Store { get; }

    public DeltaOptions Options { get; }

    public DeltaTable Table { get; }

    public DeltaTable Reopen() => new(Store, Folder, Clock, Options);

    public static string EntryName(long version) => $"{Folder}/_delta_log/{version:D20}.json";

    public static AddFile File(string name, string? symbol = "BINANCE:BTCUSDT") => new()
    {
        Path = name,
        PartitionValues = System.Collections.Immutable.ImmutableSortedDictionary<string, string?>.Empty.Add("symbol", symbol),
        Size = 100,
        ModificationTime = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
        Stats = """{"numRecords":7}""",
    };

    public async Task<DeltaSnapshot> CreateAsync(params string[] files) =>
        (await Table.TryCommitAsync(null, new DeltaCommit("WRITE") { Metadata = Metadata, Adds = [.. files.Select(name => File(name))] }, Stop))!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;
}
