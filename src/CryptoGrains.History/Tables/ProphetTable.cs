using CryptoGrains.Analytics.Candles;
using CryptoGrains.Columnar.Parquet;
using CryptoGrains.Market;

namespace CryptoGrains.History.Tables;

/// <summary>
/// The columns of <c>prophet_input</c>: the closes of closed days, as forecasting tools take them. Partitioned by symbol and year; a file is
/// in order of <c>ds</c>.
/// </summary>
public static class ProphetTable
{
    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new("ds", ParquetType.Timestamp, IsNullable: false),
        new("y", ParquetType.Double, IsNullable: false),
        new(CandlesTable.Symbol, ParquetType.String, IsNullable: false),
        new(CandlesTable.Year, ParquetType.Int32, IsNullable: false),
    ];

    private static readonly double PriceUnit = FixedPoint.PowerOfTen(CandleRow.Decimals);

    /// <summary>The columns of a file, in the order of its file schema; null where no day of them is closed.</summary>
    public static IReadOnlyList<ColumnData>? Write(ReadOnlySpan<CandleRow> days)
    {
        var count = 0;
        foreach (ref readonly var day in days)
            count += day.Closed ? 1 : 0;
        if (count == 0)
            return null;

        var (times, closes) = (new long[count], new double[count]);
        var at = 0;
        foreach (ref readonly var day in days)
        {
            if (!day.Closed)
                continue;
            times[at] = day.OpenTime;
            closes[at++] = ToDouble(day.Close);
        }

        return [new ColumnData<long>(times), new ColumnData<double>(closes)];
    }

    // Up to 2^53 digits the division of two exact doubles is the nearest double; beyond, the decimal's own conversion is.
    private static double ToDouble(Int128 price) => price <= 1L << 53
        ? (long)price / PriceUnit
        : double.Parse(FormattableString.Invariant($"{price}e-{CandleRow.Decimals}"));
}
