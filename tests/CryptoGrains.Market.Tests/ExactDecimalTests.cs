using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Market.Tests;

public class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("61837.63000000", "61837.63000000")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("007", "7")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("9.9e-7", "0.00000099")]
    [InlineData("1E+3", "1000")]
    [InlineData("1e-18", "0.000000000000000001")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678")]
    [InlineData("0.1234567890123456789012345678", "0.1234567890123456789012345678")]
    public void A_number_comes_out_as_it_is_written(string text, string expected)
    {
        Assert.True(TryParse(text, out var value));
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e5x")]
    [InlineData("1e-29")]
    [InlineData("1e29")]
    [InlineData("1e999999999999")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("0.12345678901234567890123456789")]
    public void What_is_no_number_or_would_be_rounded_is_refused(string text) => Assert.False(TryParse(text, out _));

    [Fact]
    public void Any_number_of_28_digits_survives_with_its_point_anywhere() =>
        Prop.ForAll<long, ulong, byte>((high, low, point) =>
        {
            var digits = BigInteger.Abs(((new BigInteger(high) << 64) + low) % BigInteger.Pow(10, 28)).ToString();
            var decimals = point % (digits.Length + 1);
            var text = $"{digits[..^decimals]}.{digits[^decimals..]}";
            return TryParse(text, out var value) && value == decimal.Parse(text, CultureInfo.InvariantCulture);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_text_gives_what_the_framework_gives_or_nothing() =>
        Prop.ForAll(Gen.Elements("0123456789.-eE+ ".ToCharArray()).ListOf().ToArbitrary(), letters =>
        {
            var text = string.Concat(letters);
            return !TryParse(text, out var value) || value == decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }).QuickCheckThrowOnFailure();

    private static bool TryParse(string text, out decimal value) => ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), out value);
}
