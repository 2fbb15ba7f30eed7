using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.History.Tables;

namespace CryptoGrains.History.Tests.Tables;

public sealed class CandleColumnsTests
{
    private static readonly CandleRow Full = new()
    {
        OpenTime = 1_723_161_600_000_000,
        Open = 1,
        High = 4,
        Low = 1,
        Close = Int128.Parse("99999999999999999999999999999999999999"),
        Volume = 5,
        QuoteVolume = 6,
        TakerBuyVolume = 0,
        TradeCount = 7,
        FirstTradeId = 0,
        LastTradeId = 9,
        Revision = 2,
        Closed = true,
        Partial = true,
        Origin = CandleOrigin.Import,
    };

    private static readonly CandleRow Bare = new()
    {
        OpenTime = 1_723_248_000_000_000,
        Open = 1,
        High = 2,
        Low = 1,
        Close = 2,
        Volume = 0,
        QuoteVolume = CandleRow.UnknownVolume,
        TakerBuyVolume = CandleRow.UnknownVolume,
        TradeCount = CandleRow.UnknownCount,
        FirstTradeId = CandleRow.UnknownCount,
        LastTradeId = CandleRow.UnknownCount,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ParquetColumn[] FileSchema { get; } = [.. CandlesTable.Schema.Where(column => !CandlesTable.Partitions.Contains(column.Name))];

    private static ParquetColumn[] DailySchema { get; } = [.. DailyTable.Schema.Where(column => !CandlesTable.Partitions.Contains(column.Name))];

    [Fact]
    public async Task Rows_come_back_as_they_were_and_what_is_not_known_is_null()
    {
        var columns = CandleColumns.Write([Full, Bare]);

        Assert.Equal(
            ["quote_volume", "trade_count", "taker_buy_volume", "first_trade_id", "last_trade_id"],
            Nulls(columns, 1).Select(column => FileSchema[column].Name));
        Assert.Empty(Nulls(columns, 0));
        Assert.Equal([Full, Bare], await ReadAsync(FileSchema, columns));
    }

    [Fact]
    public async Task Days_come_back_as_candles()
    {
        var columns = DailyTable.Write([Full, Bare], new DailyFeature[2]);

        Assert.Equal([Full, Bare], await ReadAsync(DailySchema, columns));
    }

    [Fact]
    public async Task Rows_in_any_order_come_back_in_order() =>
        Assert.Equal([Full, Bare], await ReadAsync(FileSchema, CandleColumns.Write([Bare, Full])));

    [Fact]
    public async Task A_missing_column_is_null_or_false_and_another_one_is_passed_over()
    {
        var columns = CandleColumns.Write([Full]);
        ParquetColumn[] schema = [.. FileSchema.Take(6), new("another", ParquetType.Int64)];

        var row = Assert.Single(await ReadAsync(schema, [.. columns.Take(6), new ColumnData<long>([1])]));

        Assert.Equal(Bare with { OpenTime = Full.OpenTime, High = 4, Close = Full.Close, Volume = 5 }, row);
    }

    [Fact]
    public async Task A_file_without_prices_is_refused_by_the_column_that_it_lacks()
    {
        var refused = await Assert.ThrowsAsync<ParquetException>(() => ReadAsync([FileSchema[0]], [new ColumnData<long>([1])]));

        Assert.Contains("'open'", refused.Message, StringComparison.Ordinal);
    }

    private static int[] Nulls(IReadOnlyList<ColumnData> columns, int row) => [.. Enumerable.Range(0, columns.Count).Where(column => columns[column].IsNull(row))];

    private static async Task<CandleRow[]> ReadAsync(IReadOnlyList<ParquetColumn> schema, IReadOnlyList<ColumnData> columns)
    {
        var writer = new ParquetWriter(schema);
        writer.WriteRowGroup(columns);
        return await CandleColumns.ReadAsync(await ParquetReader.OpenAsync(new MemorySource("a file", writer.Finish()), Cancel), Cancel);
    }
}
