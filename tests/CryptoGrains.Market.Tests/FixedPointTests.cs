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
}
