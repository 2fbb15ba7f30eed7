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

        return numerator == 0 ? 0 : Divide(numerator, denominator);
    }

    /// <summary>Long division, in as large steps as fit, until there are two bits more than a double has; whether anything is left over makes the last bit.</summary>
    private static double Divide(UInt128 numerator, UInt128 denominator)
    {
        var exponent = -(int)UInt128.LeadingZeroCount(numerator);
        var (quotient, rest) = UInt128.DivRem(numerator << -exponent, denominator);
        var step = Math.Min(64, (int)UInt128.LeadingZeroCount(denominator));
        while (quotient >> 54 == 0)
        {
            var (digit, left) = UInt128.DivRem(rest << step, denominator);
            quotient = (quotient << step) | digit;
            rest = left;
            exponent -= step;
        }

        var surplus = Math.Max(0, 64 - (int)UInt128.LeadingZeroCount(quotient));
        var bits = (ulong)(quotient >> surplus);
        if (rest != 0 || quotient != (UInt128)bits << surplus)
            bits |= 1;
        return Math.ScaleB((double)bits, exponent + surplus);
    }
}
