namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// The ranks of a column, each twice: so that the mean of two neighbours' is a whole number and all sums are exact. 10,000 ranks of at most 20,000 have
/// squares of less than 2^42 in all.
/// </summary>
internal sealed class Ranks
{
    private readonly int[] _doubled;
    private readonly long _count;
    private readonly long _sum;
    private readonly Int128 _variance;

    /// <summary>Takes ranks.</summary>
    /// <param name="doubled">Twice the rank of each bar; 0 where it has none.</param>
    /// <param name="count">How many bars have one.</param>
    public Ranks(int[] doubled, int count)
    {
        _doubled = doubled;
        _count = count;
        // Twice 1 + … + n, ties or not.
        _sum = _count * (_count + 1);
        _variance = (_count * Products(doubled, doubled)) - (_sum * _sum);
    }

    /// <summary>Pearson's correlation with the ranks of the same bars in another column; null where either does not vary.</summary>
    public double? Correlation(Ranks other) =>
        CorrelationMatrix.Of((_count * Products(_doubled, other._doubled)) - (_sum * _sum), _variance, other._variance);

    private static long Products(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var sum = 0L;
        for (var i = 0; i < left.Length && i < right.Length; i++)
            sum += (long)left[i] * right[i];
        return sum;
    }
}
