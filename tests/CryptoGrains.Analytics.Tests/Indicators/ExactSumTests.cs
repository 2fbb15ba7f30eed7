using System.Numerics;
using CryptoGrains.Analytics.Indicators;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Indicators;

public sealed class ExactSumTests
{
    // Whole numbers of 53 bits at most, times 2^-60 to 2^20: the oracle sums them as integers.
    private static readonly Gen<(long Digits, int Exponent)> Numbers =
        from digits in Gen.OneOf(Gen.Choose(-1_000, 1_000).Select(digits => (long)digits), Gen.Choose(int.MinValue, int.MaxValue).Select(digits => digits * 4_194_301L))
        from exponent in Gen.Choose(-60, 20)
        select (digits, exponent);

    [Fact]
    public void A_sum_is_the_nearest_double_whatever_came_and_went() => Prop.ForAll(
        (from kept in Numbers.ListOf()
         from gone in Numbers.ListOf()
         select (kept, gone)).ToArbitrary(),
        sample =>
        {
            var sum = default(ExactSum);
            foreach (var number in sample.gone.Concat(sample.kept))
                sum.Add(Value(number));
            foreach (var number in sample.gone)
                sum.Add(-Value(number));

            var exact = sample.kept.Aggregate(BigInteger.Zero, (total, number) => total + ((BigInteger)number.Digits << (number.Exponent + 60)));
            Assert.Equal(Math.ScaleB(Nearest(exact), -60), sum.Value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_spread_of_close_values_loses_nothing() => Prop.ForAll(
        Gen.Choose(1, 2_000_000_000).ListOf().Where(prices => prices.Count > 0).ToArbitrary(),
        prices =>
        {
            // Prices around 2^20 that differ by less than 2^-1, in steps of 2^-32; and some that differ by the last bit.
            AssertSpread([.. prices.Select(price => Math.ScaleB(1, 20) + Math.ScaleB(price, -32))], decimals: 32, roundings: 1);
            AssertSpread([.. prices.Select(price => Math.ScaleB(1, 20) + Math.ScaleB(price % 2, -32))], decimals: 32, roundings: 0);
            AssertSpread([.. prices.Select(price => (double)price)], decimals: 0, roundings: 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_million_bars_leave_no_trace()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 1_000_000).Select(_ => Math.Exp(20 * random.NextDouble()) / 1e4).ToArray();
        var sum = default(ExactSum);
        foreach (var value in values)
            sum.Add(value);
        foreach (var value in values)
            sum.Add(-value);
        Assert.Equal(0, sum.Value);
    }

    private static void AssertSpread(double[] values, int decimals, int roundings)
    {
        var (sum, squares) = (default(ExactSum), default(ExactSum));
        foreach (var value in values)
        {
            sum.Add(value);
            squares.AddProduct(value, value);
        }

        BigInteger[] digits = [.. values.Select(value => (BigInteger)Math.ScaleB(value, decimals))];
        var total = digits.Aggregate(BigInteger.Zero, (whole, digit) => whole + digit);
        var exact = (digits.Length * digits.Aggregate(BigInteger.Zero, (whole, digit) => whole + (digit * digit))) - (total * total);
        var expected = Math.ScaleB(Nearest(exact), -2 * decimals);
        var spread = ExactSum.Spread(values.Length, sum, squares);
        Assert.True(Math.Abs(spread - expected) <= roundings * (Math.BitIncrement(expected) - expected), $"{spread} is not {expected}.");
    }

    private static double Value((long Digits, int Exponent) number) => Math.ScaleB(number.Digits, number.Exponent);

    // The conversion of a BigInteger cuts off; this rounds to the nearest, a tie to even.
    private static double Nearest(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var surplus = (int)Math.Max(0, (long)magnitude.GetBitLength() - 53);
        var (digits, half) = (magnitude >> surplus, surplus == 0 ? BigInteger.Zero : BigInteger.One << (surplus - 1));
        var rest = magnitude - (digits << surplus);
        if (rest > half || (surplus > 0 && rest == half && !digits.IsEven))
            digits++;
        return value.Sign * Math.ScaleB((double)digits, surplus);
    }
}
