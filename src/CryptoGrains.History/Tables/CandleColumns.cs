using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>Candle rows to columns and back: of the candle tables, of <c>klines</c> and of <c>daily_filled</c>.</summary>
public static class CandleColumns
{
    /// <summary>The columns of a candle table's file, in the order of its file schema.</summary>
    public static IReadOnlyList<ColumnData> Write(ReadOnlySpan<CandleRow> rows) => throw new NotSupportedException();

    /// <summary>
    /// The candles of a whole file, in order of open time. A column that is missing in an older file is null or false; one that is not
    /// known here is passed over.
    /// </summary>
    public static Task<CandleRow[]> ReadAsync(ParquetReader file, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
