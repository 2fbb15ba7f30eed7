using System.Numerics;
using CryptoGrains.History.Verify;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.History.Tests.Verify;

public sealed class NearestDoubleTests
{
    [Theory]
    [InlineData("1", "3", 1d / 3)]
    [InlineData("-2", "3", -2d / 3)]
    [InlineData("0", "7", 0)]
    [InlineData("9007199254740993", "1", 9007199254740992d)]
    [InlineData("9007199254740995", "1", 9007199254740996d)]
    public void It_is_rounded_once_and_to_even(string numerator, string denominator, double expected) =>
        Assert.Equal(expected, NearestDouble.Of(BigInteger.Parse(numerator), BigInteger.Parse(denominator)));

    [Fact]
    public void A_decimal_text_is_read_as_the_nearest_by_the_framework_too() =>
        Prop.ForAll(
            (from digits in Gen.Choose(1, 27)
             from seed in Gen.Choose(0, int.MaxValue)
             from decimals in Gen.Choose(0, 20)
             select (digits, seed, decimals)).ToArbitrary(),
            sample =>
            {
                var random = new Random(sample.seed);
                var number = BigInteger.Parse(string.Concat(Enumerable.Range(0, sample.digits).Select(_ => random.Next(10))));
                Assert.Equal(double.Parse($"{number}e-{sample.decimals}"), NearestDouble.Of(number, BigInteger.Pow(10, sample.decimals)));
            }).QuickCheckThrowOnFailure();
}
