using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Archive;
using CryptoGrains.History.Tables;
using CryptoGrains.Streams;

namespace CryptoGrains.History.Tests.Archive;

/// <summary>A log, a store and an archive between them.</summary>
internal sealed class ArchiveBench
{
    /// <summary>So small that a few hundred trades make many commits.</summary>
    public static readonly ArchiveOptions Small = new() { TradesAtOnce = 60, SmallFiles = 3, FileRows = 400, FilesAtOnce = 4 };

    public MemoryStore Store { get; } = new();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2024, 8, 9, 12, 0, 0, TimeSpan.Zero));

    public MemoryLog Log { get; set; } = new("one", 3);

    /// <summary>The tables as a process opens them, new each time.</summary>
    public HistoryTables Tables => new(Store, Clock);

    public LogArchive NewArchive(ArchiveOptions? options = null) => new(Tables, options ?? Small);

    public Task<ArchiveResult> RunAsync(ITradeLog? log = null) =>
        NewArchive().RunAsync(log ?? Log, cancellationToken: TestContext.Current.CancellationToken);

    public async Task<DeltaSnapshot> LatestAsync() => (await Tables.Trades.LatestAsync(cancellationToken: TestContext.Current.CancellationToken))!;

    public async Task<List<StoredTrade>> RowsAsync() => await StoredTrade.ReadAsync(Tables.Trades, await LatestAsync());

    /// <summary>The rows that the log's trades should have become.</summary>
    public List<StoredTrade> Expected() => StoredTrade.Ordered(Log.Trades.Select(record => StoredTrade.Of(record.Trade, record.Partition)));
}
