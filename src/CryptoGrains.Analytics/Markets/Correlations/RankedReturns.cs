namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// The ranks of a column of returns. They are doubled, so that the mean of two neighbours' is a whole number and all sums are exact: 10,000 ranks of at
/// most 20,000 have squares of less than 2^42 in all.
/// </summary>
internal sealed class RankedReturns
{
    private readonly double[] _returns;
    private readonly int[] _order;

    /// <summary>Ranks a column.</summary>
    /// <param name="returns">The returns; NaN where there is none, which has no rank.</param>
    public RankedReturns(ReadOnlySpan<double> returns)
    {
        _returns = returns.ToArray();
        var keys = new double[returns.Length];
        _order = new int[returns.Length];
        var count = 0;
        for (var i = 0; i < returns.Length; i++)
        {
            if (!double.IsNaN(returns[i]))
                (keys[count], _order[count++]) = (returns[i], i);
        }

        Array.Resize(ref _order, count);
        Array.Sort(keys, _order, 0, count);
        Ranks = RanksOf(_order);
    }

    /// <summary>Twice the rank of each return, from 2; 0 where there is none.</summary>
    public int[] Ranks { get; }

    /// <summary>Twice the ranks among the returns at the bars that another column has too.</summary>
    public int[] RanksWhere(RankedReturns other) => RanksOf(Array.FindAll(_order, bar => !double.IsNaN(other._returns[bar])));

    /// <summary>Pearson's correlation of two columns of ranks that have the same bars.</summary>
    public static double? Correlation(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var (count, lefts, rights, products) = (0L, 0L, 0L, 0L);
        for (var i = 0; i < left.Length; i++)
        {
            count += left[i] > 0 ? 1 : 0;
            lefts += (long)left[i] * left[i];
            rights += (long)right[i] * right[i];
            products += (long)left[i] * right[i];
        }

        // Twice 1 + … + n, ties or not.
        var sum = count * (count + 1);
        return CorrelationMatrix.Of((count * products) - (sum * sum), (count * lefts) - (sum * sum), (count * rights) - (sum * sum));
    }

    private int[] RanksOf(ReadOnlySpan<int> order)
    {
        var ranks = new int[_returns.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && _returns[order[end]] == _returns[order[first]])
                end++;

            // The mean of the ranks first + 1 … end, twice.
            foreach (var bar in order[first..end])
                ranks[bar] = first + 1 + end;
            first = end;
        }

        return ranks;
    }
}
