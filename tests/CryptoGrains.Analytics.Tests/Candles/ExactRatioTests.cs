using System.Numerics;
using CryptoGrains.Analytics.Candles;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class ExactRatioTests
{
    [Fact]
    public void A_quotient_is_the_nearest_double()
    {
        var property = Prop.ForAll(
            (from numerator in Number
             from denominator in Number
             from negative in Gen.Elements(1, -1)
             select (negative * numerator, denominator == 0 ? 1 : denominator)).ToArbitrary(),
            sample => AssertNearest(sample.Item1, sample.Item2));
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void A_quotient_in_the_middle_of_two_doubles_goes_to_the_even_one_and_one_beside_it_does_not()
    {
        var property = Prop.ForAll(
            (from mantissa in Numbers.Bits64
             from factor in Numbers.Positive(50)
             from twos in Gen.Choose(0, 20)
             from off in Gen.Choose(-1, 1)
             select ((((Int128)(mantissa >> 10) | 1) * factor) + off, factor << twos)).ToArbitrary(),
            sample => AssertNearest(sample.Item1, sample.Item2));
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void The_ends_of_the_range_divide_too()
    {
        foreach (var one in new[] { 1, Int128.MaxValue, Int128.MaxValue - 1, Int128.One << 126, ulong.MaxValue, (Int128)ulong.MaxValue + 1 })
        {
            foreach (var other in new[] { 1, 3, Int128.MaxValue, Int128.MaxValue - 1, Int128.One << 126, ulong.MaxValue, (Int128)ulong.MaxValue + 1 })
                AssertNearest(one, other);
        }

        Assert.Equal(0.0, ExactRatio.Of(0, Int128.MaxValue));
    }

    private static Gen<Int128> Number =>
        from number in Numbers.Positive(127)
        from zeros in Gen.Choose(0, 30)
        select number >> zeros << zeros;

    /// <summary>No other double is as near: the distances to the neighbours, in whole numbers.</summary>
    private static void AssertNearest(Int128 numerator, Int128 denominator)
    {
        var quotient = ExactRatio.Of(numerator, denominator);
        var distance = Distance(quotient, numerator, denominator);
        foreach (var neighbour in new[] { Math.BitDecrement(quotient), Math.BitIncrement(quotient) })
        {
            var other = Distance(neighbour, numerator, denominator);
            var isEven = (BitConverter.DoubleToInt64Bits(quotient) & 1) == 0;
            Assert.True(distance < other || (distance == other && isEven), $"{numerator} / {denominator} is nearer to {neighbour:R} than to {quotient:R}.");
        }
    }

    private static BigInteger Distance(double value, BigInteger numerator, BigInteger denominator)
    {
        // value = mantissa · 2^(exponent - 1100), and numerator / denominator is scaled likewise.
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var (fraction, exponent) = (bits & ((1L << 52) - 1), (int)(bits >> 52));
        BigInteger mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        var scaled = (mantissa << (Math.Max(exponent, 1) - 1075 + 1100)) * Math.Sign(value);
        return BigInteger.Abs((scaled * denominator) - (numerator << 1100));
    }
}
