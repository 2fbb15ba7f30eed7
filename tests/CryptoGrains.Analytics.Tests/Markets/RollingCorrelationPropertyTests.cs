using CryptoGrains.Analytics.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Markets;

/// <summary>Whatever bars have passed through a window, it says what the bars in it say.</summary>
public sealed class RollingCorrelationPropertyTests
{
    private const int Instruments = 5;
    private const int Least = 3;

    // Few values, so that ties and constant columns come; sizes far apart, so that sums in doubles would keep traces of what has left; and holes.
    private static readonly Gen<double> Returns = Gen.Frequency(
        (6, Gen.Choose(-4, 4).Select(value => value / 1_000.0)),
        (3, Gen.Choose(-1_000_000, 1_000_000).Select(value => value * 1e-9)),
        (1, Gen.Choose(-20, 20).Select(value => (double)value)),
        (2, Gen.Constant(double.NaN)));

    private static readonly Gen<(int Window, double[][] Rows)> Markets =
        from window in Gen.Choose(2, 30)
        from rows in Returns.ArrayOf(Instruments).ArrayOf(80)
        select (window, rows);

    [Fact]
    public void Stream_is_batch_bit_for_bit() => Check(market =>
    {
        var stream = new RollingCorrelation(Instruments, market.Window, Least);
        for (var bars = 1; bars <= market.Rows.Length; bars++)
        {
            stream.Close(market.Rows[bars - 1]);
            if (bars % 9 != 0)
                continue;
            var batch = Numbers.Window(market.Window, Least, [.. market.Rows.Take(bars).TakeLast(market.Window)]);
            Assert.Equal(Values(batch.Pearson()), Values(stream.Pearson()));
            Assert.Equal(Values(batch.Spearman()), Values(stream.Spearman()));
        }
    });

    [Fact]
    public void It_is_what_a_textbook_says() => Check(market =>
    {
        var rolling = Numbers.Window(market.Window, Least, market.Rows);
        var columns = Enumerable.Range(0, Instruments)
            .Select(i => market.Rows.TakeLast(market.Window).Select(row => row[i]).ToArray()).ToArray();
        for (var left = 0; left < Instruments; left++)
        {
            for (var right = 0; right < Instruments; right++)
            {
                // Returns are rounded to 6e-14, and here vary by 1e-9 at the least.
                AssertNear(rolling.Pearson()[left, right], columns[left], columns[right], Numbers.Pearson, 1e-4);
                AssertNear(rolling.Spearman()[left, right], columns[left], columns[right], Numbers.Spearman, 1e-14);
            }
        }
    });

    [Fact]
    public void It_is_symmetric_and_within_one() => Check(market =>
    {
        var rolling = Numbers.Window(market.Window, Least, market.Rows);
        foreach (var matrix in (CorrelationMatrix[])[rolling.Pearson(), rolling.Spearman()])
        {
            for (var left = 0; left < Instruments; left++)
            {
                Assert.True(matrix[left, left] is null or 1);
                for (var right = 0; right < Instruments; right++)
                {
                    Assert.Equal(matrix[left, right], matrix[right, left]);
                    Assert.True(matrix[left, right] is null or (>= -1 and <= 1));
                }
            }
        }
    });

    [Fact]
    public void Another_order_of_the_instruments_gives_the_same_values_in_that_order() => Check(market =>
    {
        int[] order = [3, 1, 4, 0, 2];
        var plain = Numbers.Window(market.Window, Least, market.Rows);
        var other = Numbers.Window(market.Window, Least, [.. market.Rows.Select(row => order.Select(i => row[i]).ToArray())]);
        foreach (var (expected, actual) in new[] { (plain.Pearson(), other.Pearson()), (plain.Spearman(), other.Spearman()) })
        {
            for (var left = 0; left < Instruments; left++)
            {
                for (var right = 0; right < Instruments; right++)
                    Assert.Equal(expected[order[left], order[right]], actual[left, right]);
            }
        }
    });

    private static void Check(Action<(int Window, double[][] Rows)> property) =>
        Prop.ForAll(Markets.ToArbitrary(), property).QuickCheckThrowOnFailure();

    private static IEnumerable<double?> Values(CorrelationMatrix matrix) =>
        from left in Enumerable.Range(0, matrix.Size)
        from right in Enumerable.Range(0, matrix.Size)
        select matrix[left, right];

    private static void AssertNear(double? actual, double[] left, double[] right, Func<double[], double[], double> textbook, double tolerance)
    {
        var common = left.Zip(right).Where(pair => !double.IsNaN(pair.First + pair.Second)).ToArray();
        var isDefined = common.Length >= Least && common.DistinctBy(pair => pair.First).Count() > 1 && common.DistinctBy(pair => pair.Second).Count() > 1;
        Assert.Equal(isDefined, actual is not null);
        if (isDefined)
            Assert.Equal(textbook(left, right), actual!.Value, tolerance);
    }
}
