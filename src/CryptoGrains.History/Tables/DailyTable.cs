using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>
/// The columns of <c>daily_filled</c>: the daily candles, under the names they have in the world of data tools, with their features.
/// Partitioned by symbol and year; a file is in order of date.
/// </summary>
public static class DailyTable
{
    /// <summary>The day, UTC.</summary>
    public const string Date = "date";

    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new(CandlesTable.Symbol, ParquetType.String, IsNullable: false),
        new(Date, ParquetType.Date, IsNullable: false),
        new("daily_open", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("daily_high", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("daily_low", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("daily_close", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("daily_volume", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("daily_quote_volume", ParquetType.Decimal, IsNullable: true, 38, 16),
        new("total_trades", ParquetType.Int64),
        new("avg_price", ParquetType.Double),
        new("ma7", ParquetType.Double),
        new("ma30", ParquetType.Double),
        new("daily_return", ParquetType.Double),
        new("taker_buy_volume", ParquetType.Decimal, IsNullable: true, 38, 12),
        new("first_trade_id", ParquetType.Int64),
        new("last_trade_id", ParquetType.Int64),
        new("closed", ParquetType.Boolean, IsNullable: false),
        new("partial", ParquetType.Boolean, IsNullable: false),
        new("revision", ParquetType.Int32, IsNullable: false),
        new("origin", ParquetType.String, IsNullable: false),
        new(CandlesTable.Year, ParquetType.Int32, IsNullable: false),
    ];

    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>The columns of a file, in the order of its file schema.</summary>
    /// <param name="rows">Daily candles, in order.</param>
    /// <param name="features">What was computed beside each.</param>
    public static IReadOnlyList<ColumnData> Write(ReadOnlySpan<CandleRow> rows, ReadOnlySpan<DailyFeature> features) =>
    [
        Dates(rows), CandleColumns.Opens(rows), CandleColumns.Highs(rows), CandleColumns.Lows(rows), CandleColumns.Closes(rows),
        CandleColumns.Volumes(rows), CandleColumns.QuoteVolumes(rows), CandleColumns.TradeCounts(rows),
        Numbers(features, static feature => feature.AveragePrice), Numbers(features, static feature => feature.Ma7),
        Numbers(features, static feature => feature.Ma30), Numbers(features, static feature => feature.Return),
        CandleColumns.TakerBuyVolumes(rows), CandleColumns.FirstTradeIds(rows), CandleColumns.LastTradeIds(rows),
        CandleColumns.ClosedMarks(rows), CandleColumns.PartialMarks(rows), CandleColumns.Revisions(rows), CandleColumns.Origins(rows),
    ];

    private static ColumnData<int> Dates(ReadOnlySpan<CandleRow> rows)
    {
        var values = new int[rows.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (int)(rows[i].OpenTime / MicrosecondsPerDay);
        return new ColumnData<int>(values);
    }

    private static ColumnData<double> Numbers(ReadOnlySpan<DailyFeature> features, Func<DailyFeature, double?> of)
    {
        var values = new double[features.Length];
        bool[]? nulls = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (of(features[i]) is { } value)
                values[i] = value;
            else
                (nulls ??= new bool[values.Length])[i] = true;
        }

        return new ColumnData<double>(values, nulls);
    }
}
