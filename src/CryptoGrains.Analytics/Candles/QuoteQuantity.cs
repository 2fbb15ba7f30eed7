using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Candles;

/// <summary>
/// Price · quantity, exactly: two numbers with 12 decimals make one with 24, of which the history keeps 16. The other 8 are zeros, because a
/// price and a quantity have no more than 16 decimals together.
/// </summary>
internal static class QuoteQuantity
{
    private const ulong EightZeros = 100_000_000;
    private const ulong FourZeros = 10_000;

    /// <summary>Multiplies them.</summary>
    /// <returns>Whether both are positive, the product has no more than 16 decimals, and it is below 2^126.</returns>
    public static bool TryOf(Int128 price, Int128 quantity, out Int128 product)
    {
        var (upperPrice, upperQuantity) = ((ulong)(price >>> 64), (ulong)(quantity >>> 64));
        if ((upperPrice | upperQuantity) != 0)
            return TryWide(price, quantity, out product);

        // The zeros are taken away before multiplying, wherever they are: dividing 64 bits by a constant costs next to nothing.
        var (digits, amount) = ((ulong)price, (ulong)quantity);
        if (digits % EightZeros == 0)
        {
            product = (Int128)Math.BigMul(digits / EightZeros, amount);
            return product != 0;
        }

        if (amount % EightZeros == 0)
        {
            product = (Int128)Math.BigMul(digits, amount / EightZeros);
            return product != 0;
        }

        if (digits % FourZeros == 0 && amount % FourZeros == 0)
        {
            product = (Int128)Math.BigMul(digits / FourZeros, amount / FourZeros);
            return true;
        }

        return TryWide(price, quantity, out product);
    }

    private static bool TryWide(Int128 price, Int128 quantity, out Int128 product)
    {
        product = 0;
        if (price <= 0 || quantity <= 0)
            return false;

        var zeros = 8;
        price = WithoutZeros(price, ref zeros);
        quantity = WithoutZeros(quantity, ref zeros);
        if (zeros > 0 || BitLength(price) + BitLength(quantity) > 126)
            return false;

        product = price * quantity;
        return true;
    }

    private static Int128 WithoutZeros(Int128 value, ref int zeros)
    {
        for (var step = zeros == 8 ? 8 : 4; step > 0; step /= 2)
        {
            if (step > zeros)
                continue;
            var (quotient, rest) = Int128.DivRem(value, FixedPoint.PowerOfTen(step));
            if (rest == 0)
                (value, zeros) = (quotient, zeros - step);
        }

        return value;
    }

    private static int BitLength(Int128 value) => 128 - (int)Int128.LeadingZeroCount(value);
}
