namespace CryptoGrains.Analytics.Candles;

/// <summary>The quotient of two integers as the <see cref="double"/> nearest to it, to even where it lies in the middle.</summary>
internal static class ExactRatio
{
    // Integers below it are doubles as they are, and the quotient of two doubles is rounded once.
    private const ulong Exact = 1UL << 53;
    private const ulong FourZeros = 10_000;

    /// <summary>Divides.</summary>
    /// <param name="numerator">Any but the least <see cref="Int128"/>.</param>
    /// <param name="denominator">Positive.</param>
    public static double Of(Int128 numerator, Int128 denominator)
    {
        var magnitude = (UInt128)Int128.Abs(numerator);
        var quotient = OfMagnitudes(magnitude, (UInt128)denominator);
        return Int128.IsNegative(numerator) ? -quotient : quotient;
    }

    private static double OfMagnitudes(UInt128 numerator, UInt128 denominator)
    {
        if (numerator <= ulong.MaxValue && denominator <= ulong.MaxValue)
        {
            var (above, below) = ((ulong)numerator, (ulong)denominator);
            if ((above >= Exact || below >= Exact) && above % FourZeros == 0 && below % FourZeros == 0)
                (above, below) = (above / FourZeros, below / FourZeros);
            if (above < Exact && below < Exact)
                return (double)above / below;
        }

        if (numerator == 0)
            return 0;

        // A power of two is only a matter of the exponent. Without it most denominators fit 64 bits, which divide far faster.
        var twos = (int)UInt128.TrailingZeroCount(denominator);
        denominator >>= twos;
        var zeros = (int)UInt128.LeadingZeroCount(numerator);
        numerator <<= zeros;
        return denominator <= ulong.MaxValue
            ? DivideByNarrow(numerator, (ulong)denominator, -zeros - twos)
            : DivideByWide(numerator, denominator, -zeros - twos);
    }

    /// <summary>Divides a numerator whose first bit is set: its quotient has 64 bits at least.</summary>
    private static double DivideByNarrow(UInt128 numerator, ulong denominator, int exponent)
    {
        // The rest is below the denominator, so its lower 64 bits are all of it.
        var quotient = numerator / denominator;
        var isExact = (ulong)numerator == unchecked((ulong)quotient * denominator);
        return Round(quotient, isExact, exponent);
    }

    /// <summary>Long division, in as large steps as fit, until there are two bits more than a double has.</summary>
    private static double DivideByWide(UInt128 numerator, UInt128 denominator, int exponent)
    {
        var (quotient, rest) = UInt128.DivRem(numerator, denominator);
        var step = Math.Min(64, (int)UInt128.LeadingZeroCount(denominator));
        while (quotient >> 54 == 0)
        {
            var (digit, left) = UInt128.DivRem(rest << step, denominator);
            quotient = (quotient << step) | digit;
            rest = left;
            exponent -= step;
        }

        return Round(quotient, rest == 0, exponent);
    }

    /// <summary>Rounds once: whatever lies below the first 64 bits makes the last of them, which a double has no room for, one.</summary>
    private static double Round(UInt128 quotient, bool isExact, int exponent)
    {
        var surplus = Math.Max(0, 64 - (int)UInt128.LeadingZeroCount(quotient));
        var bits = (ulong)(quotient >> surplus);
        if (!isExact || quotient != (UInt128)bits << surplus)
            bits |= 1;
        return Math.ScaleB((double)bits, exponent + surplus);
    }
}
