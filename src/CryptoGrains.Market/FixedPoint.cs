namespace CryptoGrains.Market;

/// <summary>The bridge between <see cref="decimal"/>, in which numbers are handed around, and integers, in which they are summed.</summary>
public static class FixedPoint
{
    private const ulong EightZeros = 100_000_000;

    // The most that 38 digits hold, which is what the columns of the history hold.
    private static readonly UInt128 GreatestDigits = UInt128.Parse("99999999999999999999999999999999999999");

    private static readonly long[] Powers = MakePowers();

    /// <summary>10^<paramref name="exponent"/>, for 0 to 18.</summary>
    public static long PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>Splits a positive number into the fewest digits and decimals: 61837.63000000 is 6183763 and 2.</summary>
    /// <returns>Whether the digits fit 63 bits and the decimals are at most 18.</returns>
    public static bool TrySplit(decimal value, out long mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = value.Scale;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var low = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        if (bits[2] != 0)
            return TrySplitWide(value, out mantissa, out decimals);

        while (decimals > 0)
        {
            var (quotient, rest) = Math.DivRem(low, 10);
            if (rest != 0)
                break;
            low = quotient;
            decimals--;
        }

        mantissa = (long)low;
        return low <= long.MaxValue && decimals <= 18 && value >= 0;
    }

    /// <summary>The number with these digits and decimals.</summary>
    /// <exception cref="OverflowException">The digits need more than the 96 bits of a <see cref="decimal"/>.</exception>
    public static decimal ToDecimal(Int128 mantissa, int decimals)
    {
        var magnitude = (UInt128)Int128.Abs(mantissa);
        if (magnitude >> 96 != 0)
            throw new OverflowException($"{mantissa} with {decimals} decimals is more than 28 digits can hold exactly.");

        var low = (ulong)magnitude;
        var high = (ulong)(magnitude >> 64);
        return new decimal((int)low, (int)(low >> 32), (int)high, Int128.IsNegative(mantissa), (byte)decimals);
    }

    /// <summary>A number's digits when it is written with so many decimals: 61837.63 with 12 is 61837630000000000.</summary>
    /// <param name="value">The number, of either sign.</param>
    /// <param name="decimals">The decimals, 0 to 18.</param>
    /// <param name="digits">Its digits.</param>
    /// <returns>Whether it has no more decimals than that, trailing zeros not counted, and its digits are at most 38.</returns>
    public static bool TryToFixed(decimal value, int decimals, out Int128 digits)
    {
        digits = 0;
        if (value.Scale > decimals)
        {
            value = WithoutTrailingZeros(value);
            if (value.Scale > decimals)
                return false;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var power = (ulong)PowerOfTen(decimals - value.Scale);
        var magnitude = Math.BigMul((ulong)(uint)bits[1] << 32 | (uint)bits[0], power);
        if (bits[2] != 0)
        {
            var upper = Math.BigMul((uint)bits[2], power);
            if (upper > long.MaxValue)
                return false;
            magnitude += upper << 64;
        }

        if (magnitude > GreatestDigits)
            return false;

        digits = decimal.IsNegative(value) ? -(Int128)magnitude : (Int128)magnitude;
        return true;
    }

    /// <summary>The number with these digits and decimals, written as short as can be: trailing zeros are dropped.</summary>
    /// <remarks>
    /// It is exact up to the 96 bits of a <see cref="decimal"/>, 28 digits. Beyond them its last decimals are rounded, to even where it
    /// lies in the middle.
    /// </remarks>
    /// <exception cref="OverflowException">The whole part alone needs more.</exception>
    public static decimal FromFixed(Int128 digits, int decimals)
    {
        var negative = Int128.IsNegative(digits);
        var magnitude = negative ? (UInt128)(-digits) : (UInt128)digits;

        // What 10^8 divides, 2^8 divides: nearly all that it does not are told by their last bits.
        while (magnitude > ulong.MaxValue && decimals >= 8 && ((ulong)magnitude & 0xFF) == 0)
        {
            var (quotient, rest) = UInt128.DivRem(magnitude, EightZeros);
            if (rest != 0)
                break;
            (magnitude, decimals) = (quotient, decimals - 8);
        }

        if (magnitude > ulong.MaxValue)
            return FromWide(magnitude, decimals, negative);

        var low = (ulong)magnitude;
        DropZeros(ref low, ref decimals);
        return new decimal((int)low, (int)(low >> 32), 0, negative, (byte)decimals);
    }

    private static void DropZeros(ref ulong value, ref int decimals)
    {
        while (decimals >= 8 && value % EightZeros == 0)
            (value, decimals) = (value / EightZeros, decimals - 8);
        if (decimals >= 4 && value % 10_000 == 0)
            (value, decimals) = (value / 10_000, decimals - 4);
        if (decimals >= 2 && value % 100 == 0)
            (value, decimals) = (value / 100, decimals - 2);
        while (decimals > 0 && value % 10 == 0)
            (value, decimals) = (value / 10, decimals - 1);
    }

    private static decimal FromWide(UInt128 magnitude, int decimals, bool negative)
    {
        while (decimals > 0 && ((ulong)magnitude & 1) == 0)
        {
            var (quotient, rest) = UInt128.DivRem(magnitude, 10);
            if (rest != 0)
                break;
            (magnitude, decimals) = (quotient, decimals - 1);
        }

        if (magnitude >> 96 != 0)
            Round(ref magnitude, ref decimals);
        return ToDecimal(negative ? -(Int128)magnitude : (Int128)magnitude, decimals);
    }

    private static void Round(ref UInt128 magnitude, ref int decimals)
    {
        var whole = magnitude;
        var power = UInt128.One;
        while (magnitude >> 96 != 0 && decimals > 0)
        {
            power *= 10;
            decimals--;
            var (quotient, rest) = UInt128.DivRem(whole, power);
            var half = power / 2;
            magnitude = rest > half || (rest == half && UInt128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
        }
    }

    // Dividing by one with 28 zeros makes decimal drop the trailing zeros of its own.
    private static decimal WithoutTrailingZeros(decimal value) => value / 1.0000000000000000000000000000m;

    private static bool TrySplitWide(decimal value, out long mantissa, out int decimals)
    {
        var shortest = WithoutTrailingZeros(value);
        decimals = shortest.Scale;
        mantissa = 0;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(shortest, bits);
        var low = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        if (bits[2] != 0 || low > long.MaxValue || decimals > 18 || value < 0)
            return false;

        mantissa = (long)low;
        return true;
    }

    private static long[] MakePowers()
    {
        var powers = new long[19];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
