using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Market.Tests;

public sealed class FixedPointTests
{
    [Theory]
    [InlineData("61837.63000000", 6183763, 2)]
    [InlineData("0.00000001", 1, 8)]
    [InlineData("100", 100, 0)]
    [InlineData("1.0000000000000000000000000000", 1, 0)]
    [InlineData("9223372036854775807", long.MaxValue, 0)]
    [InlineData("0.000000000000000001", 1, 18)]
    public void A_number_is_split_into_its_fewest_digits(string text, long mantissa, int decimals)
    {
        Assert.True(FixedPoint.TrySplit(decimal.Parse(text), out var digits, out var scale));
        Assert.Equal((mantissa, decimals), (digits, scale));
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("0.0000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-1")]
    public void What_does_not_fit_is_not_split(string text) =>
        Assert.False(FixedPoint.TrySplit(decimal.Parse(text), out _, out _));

    [Fact]
    public void Split_and_joined_it_is_the_same_number()
    {
        var property = Prop.ForAll(
            (from mantissa in ArbMap.Default.GeneratorFor<long>()
             from decimals in Gen.Choose(0, 18)
             select (Math.Abs(mantissa / 2), decimals)).ToArbitrary(),
            sample =>
            {
                var value = FixedPoint.ToDecimal(sample.Item1, sample.decimals);
                Assert.True(FixedPoint.TrySplit(value, out var mantissa, out var decimals));
                Assert.Equal(value, FixedPoint.ToDecimal(mantissa, decimals));
                Assert.True(decimals == 0 || mantissa % 10 != 0);
            });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void More_than_96_bits_are_an_error_and_never_rounded()
    {
        Assert.Equal(decimal.MaxValue, FixedPoint.ToDecimal((Int128.One << 96) - 1, 0));
        Assert.Equal(decimal.MinValue, FixedPoint.ToDecimal(1 - (Int128.One << 96), 0));
        Assert.Throws<OverflowException>(() => FixedPoint.ToDecimal(Int128.One << 96, 0));
        Assert.Throws<OverflowException>(() => FixedPoint.ToDecimal(Int128.MinValue, 0));
    }

    [Theory]
    [InlineData("61837.63", 12, "61837630000000000")]
    [InlineData("-0.5000000000000000000000000000", 1, "-5")]
    [InlineData("0", 12, "0")]
    [InlineData("99999999999999999999.999999", 18, "99999999999999999999999999000000000000")]
    [InlineData("79228162514264337593543950335", 0, "79228162514264337593543950335")]
    public void Digits_with_fixed_decimals_are_exact(string text, int decimals, string digits)
    {
        Assert.True(FixedPoint.TryToFixed(decimal.Parse(text), decimals, out var made));
        Assert.Equal(Int128.Parse(digits), made);
    }

    [Theory]
    [InlineData("0.01", 1)]
    [InlineData("1.0000000000000000000000000001", 18)]
    [InlineData("100000000000000000000", 18)]
    [InlineData("79228162514264337593543950335", 10)]
    [InlineData("79228162514264337593543950335", 18)]
    public void Digits_that_do_not_fit_are_not_given(string text, int decimals) =>
        Assert.False(FixedPoint.TryToFixed(decimal.Parse(text), decimals, out _));

    [Fact]
    public void To_fixed_decimals_and_back_it_is_the_same_number_written_short()
    {
        var property = Prop.ForAll(
            (from low in Gen.Choose(int.MinValue, int.MaxValue)
             from middle in Gen.Choose(int.MinValue, int.MaxValue)
             from high in Gen.Choose(int.MinValue, int.MaxValue)
             from parts in Gen.Choose(1, 3)
             from scale in Gen.Choose(0, 28)
             from zeros in Gen.Choose(0, 12)
             from decimals in Gen.Choose(0, 18)
             from negative in Gen.Elements(true, false)
             select (Value: WithZeros(new decimal(low, parts > 1 ? middle : 0, parts > 2 ? high : 0, negative, (byte)scale), zeros), decimals)).ToArbitrary(),
            sample =>
            {
                var fraction = Fraction(sample.Value);
                var scaled = fraction.Digits * BigInteger.Pow(10, sample.decimals);
                var fits = scaled % fraction.Unit == 0 && BigInteger.Abs(scaled / fraction.Unit) < BigInteger.Pow(10, 38);
                Assert.Equal(fits, FixedPoint.TryToFixed(sample.Value, sample.decimals, out var digits));
                if (!fits)
                    return;

                Assert.Equal(scaled / fraction.Unit, digits);
                var back = FixedPoint.FromFixed(digits, sample.decimals);
                Assert.Equal(sample.Value, back);
                Assert.True(back.Scale == 0 || Fraction(back).Digits % 10 != 0, $"{back} has zeros at its end.");
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void Beyond_28_digits_the_last_decimals_are_rounded()
    {
        var property = Prop.ForAll(
            (from upper in Gen.Choose(int.MinValue, int.MaxValue)
             from lower in Gen.Choose(int.MinValue, int.MaxValue)
             from decimals in Gen.Choose(12, 18)
             select (Digits: new Int128((ulong)((long)upper << 24), (ulong)lower), decimals)).ToArbitrary(),
            sample =>
            {
                var fraction = Fraction(FixedPoint.FromFixed(sample.Digits, sample.decimals));
                var error = BigInteger.Abs((fraction.Digits * BigInteger.Pow(10, sample.decimals)) - ((BigInteger)sample.Digits * fraction.Unit));
                Assert.True(error * 2 <= BigInteger.Pow(10, sample.decimals), $"{sample.Digits} became {fraction.Digits} / {fraction.Unit}.");
                Assert.True(error == 0 || BigInteger.Abs(fraction.Digits) * 10 >= BigInteger.One << 96);
            });
        property.QuickCheckThrowOnFailure();

        var half = (Int128.One << 96) * 10 + 5;
        Assert.Equal(7922816251426433759354395033.6m, FixedPoint.FromFixed(half, 2));
        Assert.Equal(decimal.MaxValue, FixedPoint.FromFixed(((Int128.One << 96) - 1) * 100, 2));
        Assert.Throws<OverflowException>(() => FixedPoint.FromFixed(Int128.One << 96, 0));
        Assert.Throws<OverflowException>(() => FixedPoint.FromFixed(Int128.MinValue, 2));
    }

    private static decimal WithZeros(decimal value, int zeros)
    {
        for (; zeros > 0 && value.Scale < 28 && Math.Abs(value) < 1_000_000_000_000_000m; zeros--)
            value *= 1.0m;
        return value;
    }

    private static (BigInteger Digits, BigInteger Unit) Fraction(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return (decimal.IsNegative(value) ? -digits : digits, BigInteger.Pow(10, value.Scale));
    }
}
