using System.Numerics;
using CryptoGrains.Analytics.Candles;
using CryptoGrains.Market;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoGrains.Analytics.Tests.Candles;

public sealed class QuoteQuantityTests
{
    private static readonly BigInteger EightZeros = BigInteger.Pow(10, 8);

    [Fact]
    public void A_product_is_exact_or_refused()
    {
        var property = Prop.ForAll(
            (from price in Digits
             from quantity in Digits
             select (price, quantity)).ToArbitrary(),
            sample =>
            {
                var product = (BigInteger)sample.price * sample.quantity;
                var fits = sample.price > 0 && sample.quantity > 0 && product % EightZeros == 0 && product / EightZeros < CandleRow.Greatest;
                var kept = QuoteQuantity.TryOf(sample.price, sample.quantity, out var quote);
                Assert.True(kept || !fits || !WithinTradeRules(sample.price, sample.quantity));
                Assert.True(!kept || product / EightZeros == quote);
                Assert.True(!kept || product % EightZeros == 0);
            });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("60000.01", "0.00001")]
    [InlineData("0.00001234", "123456789.12")]
    [InlineData("1500000000", "1.23456789")]
    [InlineData("0.000000000001", "4")]
    [InlineData("4", "0.000000000001")]
    [InlineData("9999.99999999", "1000000000.00000001")]
    public void Every_kind_of_market_has_its_product(string price, string quantity)
    {
        Assert.True(FixedPoint.TryToFixed(decimal.Parse(price), 12, out var priceDigits));
        Assert.True(FixedPoint.TryToFixed(decimal.Parse(quantity), 12, out var quantityDigits));
        Assert.True(QuoteQuantity.TryOf(priceDigits, quantityDigits, out var product));
        Assert.Equal(decimal.Parse(price) * decimal.Parse(quantity), FixedPoint.FromFixed(product, 16));
    }

    // Trailing zeros of every number up to those that a market has, beside digits of every length.
    private static Gen<Int128> Digits =>
        from digits in Numbers.Positive(63)
        from sign in Gen.Frequency((1, Gen.Constant(-1)), (1, Gen.Constant(0)), (20, Gen.Constant(1)))
        from zeros in Gen.Choose(0, 16)
        select sign * digits * FixedPoint.PowerOfTen(zeros);

    private static bool WithinTradeRules(Int128 price, Int128 quantity) => Zeros(price) + Zeros(quantity) >= 8;

    private static int Zeros(Int128 value)
    {
        var zeros = 0;
        for (; value != 0 && value % 10 == 0; zeros++)
            value /= 10;
        return zeros;
    }
}
