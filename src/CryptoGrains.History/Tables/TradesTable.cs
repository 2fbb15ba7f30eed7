using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>The columns of <c>trades</c>, partitioned by the day of the event time. A file is in order of (symbol, event time, trade id).</summary>
public static class TradesTable
{
    /// <summary>The partition column: the day, <c>2024-08-09</c>.</summary>
    public const string Date = "date";

    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new("symbol", ParquetType.String, IsNullable: false),
        new("trade_id", ParquetType.Int64, IsNullable: false),
        new("price", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("quantity", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("taker_buys", ParquetType.Boolean, IsNullable: false),
        new("event_time", ParquetType.Timestamp, IsNullable: false),
        new("receive_time", ParquetType.Timestamp, IsNullable: false),
        new("log_partition", ParquetType.Int32),
        new("log_offset", ParquetType.Int64),
        new(Date, ParquetType.Date, IsNullable: false),
    ];
}
