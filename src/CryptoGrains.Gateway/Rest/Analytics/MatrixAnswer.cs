using System.Text.Json.Serialization;
using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>Closes of many instruments.</summary>
/// <param name="Interval">The candles' interval.</param>
/// <param name="Symbols">The instruments, by name: the columns.</param>
/// <param name="Times">The open times at which any of them has a closed candle, in ms since 1970: the rows. Left out in the long shape.</param>
/// <param name="Closes">A row for each time: the close of each instrument, null where it has no candle. Left out in the long shape.</param>
/// <param name="Points">The closes one under the other, by time and then by name. Left out in the wide shape.</param>
public sealed record MatrixAnswer(
    string Interval,
    IReadOnlyList<string> Symbols,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Times,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<decimal?>>? Closes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PointAnswer>? Points)
{
    internal static MatrixAnswer Of(Interval interval, PriceMatrix matrix, bool isLong)
    {
        string[] symbols = [.. matrix.Instruments.Select(instrument => instrument.Name)];
        if (isLong)
        {
            return new MatrixAnswer(
                interval.Name(),
                symbols,
                null,
                null,
                [.. matrix.Melt().Select(point => new PointAnswer(point.Time.UnixMilliseconds, point.Instrument.Name, point.Close))]);
        }

        var columns = Enumerable.Range(0, symbols.Length);
        return new MatrixAnswer(
            interval.Name(),
            symbols,
            [.. matrix.Times.Select(time => time.UnixMilliseconds)],
            [.. Enumerable.Range(0, matrix.Times.Length).Select(row => columns.Select(column => matrix[row, column]).ToArray())],
            null);
    }
}

/// <summary>One close.</summary>
/// <param name="Time">The candle's open time, in ms since 1970.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Close">The last price.</param>
public sealed record PointAnswer(long Time, string Symbol, decimal Close);
