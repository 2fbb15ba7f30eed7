namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// Pearson and Spearman correlation of the logarithmic returns of many instruments over the last bars. A bar that closes costs one step for each pair,
/// whatever the window: the sums gain the newest bar and lose the oldest. A pair is correlated over the bars that both have.
/// </summary>
/// <remarks>
/// <para>The sums do not drift: a return is rounded to a whole number of 2^-44 (6e-14), and sums of whole numbers are exact. So the values depend on the
/// bars in the window alone, bit for bit, and neither on those before it nor on the order of the instruments.</para>
/// <para>No sum can overflow: with at most 10,000 returns of at most 2^49 units each, Σx is below 2^63, Σx² below 2^112, and n Σx² below 2^125.</para>
/// <para>The state is of a fixed size: the returns of the window, 16 bytes for each pair, and 32 for each instrument and each that may lack bars which it has.</para>
/// <para>Spearman's is Pearson's of the ranks, equal returns sharing the mean of theirs. Ranks move with every bar, so they are made anew when asked for.
/// C. Spearman, The Proof and Measurement of Association between Two Things, American Journal of Psychology 15, 1904.</para>
/// </remarks>
public sealed class RollingCorrelation
{
    /// <summary>The most bars of a window.</summary>
    public const int MaxWindow = 10_000;

    private const double Unit = 1L << 44;

    /// <summary>A price that grows 10^13-fold from one bar to the next is a mistake, and its return counts as missing.</summary>
    private const double MostReturn = 32;

    private readonly double[] _returns;
    private readonly long[] _units;
    private readonly ReturnSums[] _sums;

    /// <summary>By instrument and other one: of its returns at the bars that the other one lacks.</summary>
    private readonly ReturnSums[] _lone;

    /// <summary>Σxy of each pair, a triangle row by row.</summary>
    private readonly Int128[] _products;

    /// <summary>Makes an empty window.</summary>
    /// <param name="instruments">How many instruments there are.</param>
    /// <param name="window">How many bars it holds: 2 to <see cref="MaxWindow"/>.</param>
    /// <param name="leastCommon">The least bars that a pair must have in common: from 2.</param>
    public RollingCorrelation(int instruments, int window, int leastCommon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instruments);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, MaxWindow);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastCommon, 2);
        (Instruments, Window, LeastCommon) = (instruments, window, leastCommon);
        _returns = new double[instruments * window];
        _units = new long[instruments];
        _sums = new ReturnSums[instruments];
        _lone = new ReturnSums[instruments * instruments];
        _products = new Int128[instruments * (instruments - 1) / 2];
    }

    /// <summary>How many instruments there are.</summary>
    public int Instruments { get; }

    /// <summary>How many bars the window holds.</summary>
    public int Window { get; }

    /// <summary>The least bars that a pair must have in common.</summary>
    public int LeastCommon { get; }

    /// <summary>How many bars have closed.</summary>
    public int Bars { get; private set; }

    /// <summary>A bar has closed.</summary>
    /// <param name="returns">The logarithmic return of each instrument in it; NaN where there is none.</param>
    /// <exception cref="ArgumentException">There is not one for each instrument.</exception>
    public void Close(ReadOnlySpan<double> returns)
    {
        if (returns.Length != Instruments)
            throw new ArgumentException($"There are {returns.Length} returns for {Instruments} instruments: give one for each.", nameof(returns));

        var row = _returns.AsSpan(Bars % Window * Instruments, Instruments);
        if (Bars >= Window)
            Count(row, -1);

        for (var i = 0; i < row.Length; i++)
            row[i] = Math.Abs(returns[i]) <= MostReturn ? returns[i] : double.NaN;
        Count(row, 1);
        Bars++;
    }

    /// <summary>Pearson's correlation of each pair.</summary>
    public CorrelationMatrix Pearson() => new(Instruments, (left, right) =>
    {
        var (x, y) = (Common(left, right), Common(right, left));
        if (x.Count < LeastCommon)
            return null;

        var products = left == right ? x.Squares : _products[PlaceOf(left, right)];
        return CorrelationMatrix.Of((x.Count * products) - Math.BigMul(x.Sum, y.Sum), x.Variance, y.Variance);
    });

    /// <summary>Spearman's correlation of each pair.</summary>
    public CorrelationMatrix Spearman()
    {
        var bars = Math.Min(Bars, Window);
        var ranked = new RankedReturns[Instruments];
        var column = new double[bars];
        for (var i = 0; i < ranked.Length; i++)
        {
            for (var bar = 0; bar < bars; bar++)
                column[bar] = _returns[(bar * Instruments) + i];
            ranked[i] = new RankedReturns(column);
        }

        return new(Instruments, (left, right) =>
        {
            if (Common(left, right).Count < LeastCommon)
                return null;

            // Whole columns keep their ranks; where one has bars that the other lacks, only those in common are ranked.
            return _lone[(left * Instruments) + right].Count == 0 && _lone[(right * Instruments) + left].Count == 0
                ? ranked[left].Ranks.Correlation(ranked[right].Ranks)
                : ranked[left].RanksWhere(ranked[right]).Correlation(ranked[right].RanksWhere(ranked[left]));
        });
    }

    private ReturnSums Common(int instrument, int other) => _sums[instrument].Without(_lone[(instrument * Instruments) + other]);

    private void Count(ReadOnlySpan<double> row, int sign)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var isMissing = double.IsNaN(row[i]);
            _units[i] = isMissing ? 0 : (long)Math.Round(row[i] * Unit);
            if (!isMissing)
                _sums[i].Add(_units[i], sign);
        }

        // A missing return is a 0 here, and leaves the products as they are.
        var products = _products.AsSpan();
        for (var left = 1; left < _units.Length; left++)
        {
            var value = sign * _units[left];
            var others = _units.AsSpan(0, left);
            for (var right = 0; right < others.Length; right++)
                products[right] += Math.BigMul(value, others[right]);
            products = products[left..];
        }

        for (var missing = 0; missing < row.Length; missing++)
        {
            if (double.IsNaN(row[missing]))
                CountLone(row, missing, sign);
        }
    }

    private void CountLone(ReadOnlySpan<double> row, int missing, int sign)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (!double.IsNaN(row[i]))
                _lone[(i * Instruments) + missing].Add(_units[i], sign);
        }
    }

    private static int PlaceOf(int left, int right) => (Math.Max(left, right) * (Math.Max(left, right) - 1) / 2) + Math.Min(left, right);
}
