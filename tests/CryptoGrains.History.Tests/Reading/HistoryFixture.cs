using System.Collections.Immutable;
using System.Globalization;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Delta;
using CryptoGrains.History.Stores;
using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tests.Reading;

/// <summary>Tables of candles in a folder, written as a rebuild writes them.</summary>
internal sealed class HistoryFixture : IDisposable
{
    public static readonly Instrument Bitcoin = Instrument.Parse("BINANCE:BTCUSDT");
    public static readonly Instrument Ether = Instrument.Parse("BINANCE:ETHUSDT");

    private const string Slice = "slice";

    private readonly TemporaryFolder _folder = new();

    public HistoryFixture()
    {
        Store = new WatchedStore(new FolderBlobStore(_folder.Path, force: false));
        Tables = new HistoryTables(Store, Time);
    }

    public ManualTime Time { get; } = new();

    public WatchedStore Store { get; }

    public HistoryTables Tables { get; }

    public static long Micros(string time) =>
        Timestamp.From(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).Microseconds;

    /// <summary>A candle for each of some minutes, told apart by its close.</summary>
    public static CandleRow[] Minutes(string from, int count, int close = 1_000) =>
        [.. Enumerable.Range(0, count).Select(minute => Row(Micros(from) + (minute * 60_000_000L), close + minute))];

    public static CandleRow[] Days(string from, int count, int close = 1_000) =>
        [.. Enumerable.Range(0, count).Select(day => Row(Micros(from) + (day * 86_400_000_000L), close + day))];

    /// <summary>Commits each array of rows as a file of the instrument; they take the place of files that begin in the same month.</summary>
    public async Task<long> CommitAsync(Interval interval, Instrument instrument, Timestamp? boundary, params CandleRow[][] slices)
    {
        var table = Tables.Candles(interval);
        var snapshot = await table.LatestAsync();
        var schema = interval == Interval.OneDay ? DailyTable.Schema : CandlesTable.Schema;
        var metadata = snapshot?.Metadata ?? new DeltaMetadata(Guid.NewGuid().ToString(), [.. schema], [.. CandlesTable.Partitions]);
        var adds = new List<AddFile>();
        foreach (var rows in slices)
        {
            var columns = interval == Interval.OneDay ? DailyTable.Write(rows, DailyFeatures.Of(rows)) : CandleColumns.Write(rows);
            var file = DataFile.Encode(metadata.FileSchema, [columns]);
            var first = new Timestamp(rows[0].OpenTime).ToDateTimeOffset();
            var values = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [CandlesTable.Symbol] = instrument.Name,
                [CandlesTable.Year] = first.Year.ToString(CultureInfo.InvariantCulture),
            };
            var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [Slice] = $"{instrument} {first:yyyy-MM}" };
            adds.Add(await table.WriteFileAsync(metadata, values, file.Content, file.Stats, tags));
        }

        var replaced = snapshot?.Files.Values.Where(file => adds.Exists(add => add.Tags[Slice] == file.Tags[Slice])).Select(file => file.Path) ?? [];
        var commit = new DeltaCommit("WRITE")
        {
            Metadata = snapshot is null ? metadata : null,
            Adds = [.. adds],
            Removes = [.. replaced],
            Transactions = boundary is { } end
                ? ImmutableSortedDictionary<string, long>.Empty.Add($"boundary:{instrument.Venue}", end.Microseconds)
                : ImmutableSortedDictionary<string, long>.Empty,
        };
        var committed = await table.TryCommitAsync(snapshot, commit);
        return committed!.Version;
    }

    public void Dispose() => _folder.Dispose();

    private static CandleRow Row(long openTime, int close) => new()
    {
        OpenTime = openTime,
        Open = Fixed(close - 1),
        High = Fixed(close + 1),
        Low = Fixed(close - 2),
        Close = Fixed(close),
        Volume = Fixed(3),
        QuoteVolume = CandleRow.UnknownVolume,
        TakerBuyVolume = CandleRow.UnknownVolume,
        TradeCount = 7,
        FirstTradeId = CandleRow.UnknownCount,
        LastTradeId = CandleRow.UnknownCount,
        Closed = true,
        Origin = CandleOrigin.Import,
    };

    private static Int128 Fixed(int number) => number * (Int128)1_000_000_000_000;
}
