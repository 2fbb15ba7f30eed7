using System.Numerics;

namespace CryptoGrains.History.Verify;

/// <summary>The <see cref="double"/> nearest to a quotient of integers, found by comparing neighbours exactly: slow, and not the road of the rebuild.</summary>
internal static class NearestDouble
{
    /// <summary>Finds it; of two that are as near, the even one.</summary>
    /// <param name="numerator">Any.</param>
    /// <param name="denominator">Positive.</param>
    public static double Of(BigInteger numerator, BigInteger denominator)
    {
        // A few units off at the most; from there it walks.
        var found = (double)numerator / (double)denominator;
        while (IsNearer(Math.BitIncrement(found), found))
            found = Math.BitIncrement(found);
        while (IsNearer(Math.BitDecrement(found), found))
            found = Math.BitDecrement(found);
        return found;

        bool IsNearer(double one, double other)
        {
            var order = Distance(one, other).CompareTo(Distance(other, one));
            return order < 0 || (order == 0 && (BitConverter.DoubleToInt64Bits(one) & 1) == 0);
        }

        // |number - quotient| · denominator · a power of two that makes it, and the neighbour's, whole.
        BigInteger Distance(double number, double neighbour)
        {
            var (digits, exponent) = Split(number);
            var shift = Math.Max(0, -Math.Min(exponent, Split(neighbour).Exponent));
            return BigInteger.Abs((digits * denominator * Power(exponent + shift)) - (numerator * Power(shift)));
        }
    }

    private static BigInteger Power(int exponent) => BigInteger.One << exponent;

    /// <summary>A double as digits · 2^exponent.</summary>
    private static (BigInteger Digits, int Exponent) Split(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var (fraction, exponent) = (bits & ((1L << 52) - 1), (int)((bits >> 52) & 0x7FF));
        var digits = exponent == 0 ? fraction : fraction | (1L << 52);
        return (bits < 0 ? -digits : digits, Math.Max(1, exponent) - 1_075);
    }
}
