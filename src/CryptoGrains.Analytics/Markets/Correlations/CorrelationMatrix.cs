namespace CryptoGrains.Analytics.Markets;

/// <summary>The correlation of each instrument with each other: symmetric, within −1 and 1.</summary>
public sealed class CorrelationMatrix
{
    private readonly double[] _values;

    internal CorrelationMatrix(int size, Func<int, int, double?> correlation)
    {
        Size = size;
        _values = new double[size * size];
        for (var left = 0; left < size; left++)
        {
            for (var right = 0; right <= left; right++)
            {
                var value = correlation(left, right) ?? double.NaN;
                _values[(left * size) + right] = value;
                _values[(right * size) + left] = value;
            }
        }
    }

    /// <summary>How many instruments there are.</summary>
    public int Size { get; }

    /// <summary>
    /// The correlation of two; null where they have too few bars in common, or one of them did not move in those. That of an instrument with itself is 1,
    /// or null for the same reasons.
    /// </summary>
    public double? this[int left, int right] =>
        _values[(left * Size) + right] is var value && double.IsNaN(value) ? null : value;

    /// <summary>cov / √(var · var), from sums that are exact integers.</summary>
    /// <param name="covariance">n Σxy − Σx Σy.</param>
    /// <param name="left">n Σx² − (Σx)².</param>
    /// <param name="right">n Σy² − (Σy)².</param>
    internal static double? Of(Int128 covariance, Int128 left, Int128 right)
    {
        if (left == 0 || right == 0)
            return null;

        // The three are exact; what is rounded here may end a few units of the last place beyond 1.
        return Math.Clamp((double)covariance / Math.Sqrt((double)left * (double)right), -1, 1);
    }
}
