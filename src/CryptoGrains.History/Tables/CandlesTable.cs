using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>
/// The columns of <c>candles_1m</c> … <c>candles_4h</c> and, with the interval, of <c>klines</c>. Partitioned by symbol and the year of the open
/// time; a file is in order of open time.
/// </summary>
public static class CandlesTable
{
    /// <summary>A partition column: <c>BINANCE:BTCUSDT</c>.</summary>
    public const string Symbol = "symbol";

    /// <summary>The start of the candle's interval.</summary>
    public const string OpenTime = "open_time";

    /// <summary>A partition column: the year of the open time.</summary>
    public const string Year = "year";

    /// <summary>The columns by which the files are divided.</summary>
    public static readonly IReadOnlyList<string> Partitions = [Symbol, Year];

    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new(Symbol, ParquetType.String, IsNullable: false),
        new(OpenTime, ParquetType.Timestamp, IsNullable: false),
        new("open", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("high", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("low", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("close", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("volume", ParquetType.Decimal, IsNullable: false, 38, 12),
        new("quote_volume", ParquetType.Decimal, IsNullable: true, 38, 16),
        new("trade_count", ParquetType.Int64),
        new("taker_buy_volume", ParquetType.Decimal, IsNullable: true, 38, 12),
        new("first_trade_id", ParquetType.Int64),
        new("last_trade_id", ParquetType.Int64),
        new("closed", ParquetType.Boolean, IsNullable: false),
        new("partial", ParquetType.Boolean, IsNullable: false),
        new("revision", ParquetType.Int32, IsNullable: false),
        new("origin", ParquetType.String, IsNullable: false),
        new(Year, ParquetType.Int32, IsNullable: false),
    ];
}
