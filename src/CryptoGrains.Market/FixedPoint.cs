namespace CryptoGrains.Market;

/// <summary>The bridge between <see cref="decimal"/>, in which numbers are handed around, and integers, in which they are summed.</summary>
public static class FixedPoint
{
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

    private static bool TrySplitWide(decimal value, out long mantissa, out int decimals)
    {
        // Dividing by one with 28 zeros makes decimal drop the trailing zeros of its own.
        var shortest = value / 1.0000000000000000000000000000m;
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
