namespace CryptoGrains.Analytics.Markets;

/// <summary>A column of returns in their order.</summary>
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

    /// <summary>The ranks of all.</summary>
    public Ranks Ranks { get; }

    /// <summary>The ranks among the returns at the bars that another column has too.</summary>
    public Ranks RanksWhere(RankedReturns other) => RanksOf(Array.FindAll(_order, bar => !double.IsNaN(other._returns[bar])));

    private Ranks RanksOf(int[] order)
    {
        var doubled = new int[_returns.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && _returns[order[end]] == _returns[order[first]])
                end++;

            // The mean of the ranks first + 1 … end, twice.
            foreach (var bar in order.AsSpan(first..end))
                doubled[bar] = first + 1 + end;
            first = end;
        }

        return new Ranks(doubled, order.Length);
    }
}
