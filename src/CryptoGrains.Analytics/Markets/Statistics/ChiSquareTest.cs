using MathNet.Numerics;

namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// Pearson's test of whether two things are independent, such as the hour and whether the price rises. K. Pearson, On the Criterion that a Given System of
/// Deviations …, Philosophical Magazine 50, 1900.
/// </summary>
/// <param name="Statistic">Σ (observed − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">(rows − 1)(columns − 1), those without observations left out.</param>
/// <param name="PValue">How likely so great a statistic is, or a greater one, if they are independent.</param>
/// <param name="LeastExpected">The least that is expected of a cell: below 5 the p-value is not to be trusted.</param>
public sealed record ChiSquareTest(double Statistic, int DegreesOfFreedom, double PValue, double LeastExpected)
{
    /// <summary>Tests a table of counts; null where fewer than two rows or columns have observations.</summary>
    public static ChiSquareTest? Of(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        var rows = counts.Select(row => row.Sum()).ToArray();
        var columns = Enumerable.Range(0, counts.Count == 0 ? 0 : counts[0].Count).Select(column => counts.Sum(row => row[column])).ToArray();
        var degrees = (rows.Count(sum => sum > 0) - 1) * (columns.Count(sum => sum > 0) - 1);
        var total = (double)rows.Sum();
        if (total == 0 || degrees == 0)
            return null;

        var (statistic, least) = (0.0, double.MaxValue);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var expected = rows[row] * columns[column] / total;
                if (expected == 0)
                    continue;
                statistic += Math.Pow(counts[row][column] - expected, 2) / expected;
                least = Math.Min(least, expected);
            }
        }

        // The distribution's upper tail itself: one less its lower tail would have no digits of a small p-value.
        return new ChiSquareTest(statistic, degrees, SpecialFunctions.GammaUpperRegularized(degrees / 2.0, statistic / 2), least);
    }
}
