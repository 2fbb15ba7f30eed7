using System.Runtime.InteropServices;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// A sum of doubles held as three, 159 bits: what is taken away again leaves no trace, so a window that slides over millions of bars
/// has the sum of just its own values.
/// </summary>
/// <remarks>
/// It is exact as long as the values and their sum span 159 bits from the first to the last: 106 bits, 31 decimal digits, of range
/// beside a value's own 53. Beyond, each step errs by 2^-159 of the greatest. From the error-free transformations of Knuth and Dekker,
/// in the renormalised form of Hida, Li and Bailey, Algorithms for Quad-Double Precision Floating Point Arithmetic (ARITH-15, 2001).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct ExactSum
{
    /// <summary>How many doubles of a kernel's state it takes.</summary>
    public const int Length = 3;

    // 2^-45: what is lost of 106 bits is then still less than the last bit of the 53 that are wanted.
    private const double LeastOfFewBits = 1.0 / (1L << 45);

    private double _high;
    private double _middle;
    private double _low;

    /// <summary>The sum in the nearest double.</summary>
    public readonly double Value => _high;

    /// <summary>The sum that lies in a kernel's state.</summary>
    public static ref ExactSum In(Span<double> state) => ref MemoryMarshal.Cast<double, ExactSum>(state)[0];

    /// <summary>Adds a value; its negative takes it away.</summary>
    public void Add(double value)
    {
        (_high, value) = TwoSum(_high, value);
        (_middle, value) = TwoSum(_middle, value);
        _low += value;
        (_middle, _low) = TwoSum(_middle, _low);
        (_high, _middle) = TwoSum(_high, _middle);
        (_middle, _low) = TwoSum(_middle, _low);
    }

    /// <summary>Adds the product of two values, all its 106 bits.</summary>
    public void AddProduct(double left, double right)
    {
        var product = left * right;
        Add(product);
        Add(Math.FusedMultiplyAdd(left, right, -product));
    }

    /// <summary>Adds a multiple of another sum.</summary>
    private void AddProduct(in ExactSum sum, double factor)
    {
        AddProduct(sum._high, factor);
        AddProduct(sum._middle, factor);
        AddProduct(sum._low, factor);
    }

    /// <summary>Takes the square of another sum away.</summary>
    private void SubtractSquare(in ExactSum sum)
    {
        AddProduct(sum._high, -sum._high);
        AddProduct(sum._high, -2 * sum._middle);
        AddProduct(sum._middle, -sum._middle);
        AddProduct(sum._high, -2 * sum._low);
    }

    /// <summary>n · Σx² − (Σx)², which is n² times the variance of n values, by their sum and that of their squares.</summary>
    /// <remarks>Where the values lie close together nearly all of it cancels. Then it is done with all bits, otherwise with the first 106.</remarks>
    public static double Spread(int count, in ExactSum sum, in ExactSum squares)
    {
        var square = sum._high * sum._high;
        var squareRest = Math.FusedMultiplyAdd(sum._high, sum._high, -square) + (2 * sum._high * sum._middle);
        var scaled = count * squares._high;
        var scaledRest = Math.FusedMultiplyAdd(count, squares._high, -scaled) + (count * squares._middle);
        var spread = (scaled - square) + (scaledRest - squareRest);
        if (spread > square * LeastOfFewBits)
            return spread;

        var exact = default(ExactSum);
        exact.AddProduct(squares, count);
        exact.SubtractSquare(sum);
        return exact._high;
    }

    private static (double Sum, double Error) TwoSum(double left, double right)
    {
        var sum = left + right;
        var part = sum - left;
        return (sum, (left - (sum - part)) + (right - part));
    }
}
