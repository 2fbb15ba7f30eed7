using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Markets;

public sealed class PriceMatrixTests
{
    [Fact]
    public void A_cell_without_a_candle_is_null_and_a_time_without_candles_has_no_row()
    {
        var matrix = PriceMatrix.Pivot(
            [new(Numbers.Hour(3), Numbers.Eth, 5), new(Numbers.Hour(0), Numbers.Btc, 100.25m), new(Numbers.Hour(0), Numbers.Eth, 4)],
            [Numbers.Eth, Numbers.Btc, Numbers.Sol]);

        Assert.Equal([Numbers.Hour(0), Numbers.Hour(3)], matrix.Times);
        Assert.Equal([4, 100.25m, null, 5, null, null], Cells(matrix));
        Assert.Equal(
            [new(Numbers.Hour(0), Numbers.Eth, 4), new(Numbers.Hour(0), Numbers.Btc, 100.25m), new(Numbers.Hour(3), Numbers.Eth, 5)],
            matrix.Melt());
    }

    [Fact]
    public void Melting_gives_what_was_pivoted_and_pivoting_it_again_the_same_matrix()
    {
        Instrument[] all = [Numbers.Btc, Numbers.Eth, Numbers.Sol];
        var points =
            from cells in (from hour in Gen.Choose(0, 40) from column in Gen.Choose(0, 2) select (hour, column)).ListOf()
            from prices in Gen.Choose(1, 1_000_000).ListOf(Math.Max(1, cells.Count))
            select cells.Distinct().Select((cell, i) => new PricePoint(Numbers.Hour(cell.hour), all[cell.column], prices[i] / 100m)).ToArray();
        Prop.ForAll(points.ToArbitrary(), given =>
        {
            var matrix = PriceMatrix.Pivot(given, [.. all]);
            PricePoint[] melted = [.. matrix.Melt()];
            var again = PriceMatrix.Pivot(melted, [.. all]);
            return melted.Length == given.Length && melted.ToHashSet().SetEquals(given)
                && again.Times.SequenceEqual(matrix.Times) && Cells(again).SequenceEqual(Cells(matrix));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_close_that_comes_twice_or_is_of_no_column_is_refused()
    {
        var point = new PricePoint(Numbers.Hour(0), Numbers.Btc, 1);
        Assert.Contains("two closes of X:BTC", Assert.Throws<ArgumentException>(() => PriceMatrix.Pivot([point, point], [Numbers.Btc])).Message);
        Assert.Contains("X:BTC, which is none", Assert.Throws<ArgumentException>(() => PriceMatrix.Pivot([point], [Numbers.Eth])).Message);
    }

    [Fact]
    public void A_return_spans_one_bar_and_never_a_gap()
    {
        var matrix = PriceMatrix.Pivot(
            [
                new(Numbers.Hour(0), Numbers.Btc, 100), new(Numbers.Hour(1), Numbers.Btc, 110), new(Numbers.Hour(3), Numbers.Btc, 120),
                new(Numbers.Hour(1), Numbers.Eth, 5), new(Numbers.Hour(3), Numbers.Eth, 6), new(Numbers.Hour(4), Numbers.Eth, 3),
            ],
            [Numbers.Btc, Numbers.Eth]);
        var returns = new double[4][];
        for (var row = 0; row < 4; row++)
            matrix.LogReturns(row, Market.Interval.OneHour, returns[row] = new double[2]);

        Assert.Equal([double.NaN, double.NaN], returns[0]);
        Assert.Equal(Math.Log(1.1), returns[1][0], 1e-15);
        Assert.Equal(double.NaN, returns[1][1]);
        Assert.Equal([double.NaN, double.NaN], returns[2]);
        Assert.Equal(double.NaN, returns[3][0]);
        Assert.Equal(-Math.Log(2), returns[3][1], 1e-15);
    }

    private static IEnumerable<decimal?> Cells(PriceMatrix matrix) =>
        from row in Enumerable.Range(0, matrix.Times.Length)
        from column in Enumerable.Range(0, matrix.Instruments.Length)
        select matrix[row, column];
}
