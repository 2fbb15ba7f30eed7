using CryptoGrains.Analytics.Markets;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Tests.Markets;

/// <summary>Small markets, and the calculations on them written as in a textbook.</summary>
internal static class Numbers
{
    public static readonly Instrument Btc = Instrument.Parse("X:BTC");
    public static readonly Instrument Eth = Instrument.Parse("X:ETH");
    public static readonly Instrument Sol = Instrument.Parse("X:SOL");

    /// <summary>A Monday.</summary>
    public static readonly Timestamp Monday = Timestamp.From(new DateTimeOffset(2024, 8, 5, 0, 0, 0, TimeSpan.Zero));

    public static Timestamp Hour(int hour) => Monday + TimeSpan.FromHours(hour);

    /// <summary>A window that has been given rows of returns.</summary>
    public static RollingCorrelation Window(int window, int least, params IReadOnlyList<double[]> rows)
    {
        var rolling = new RollingCorrelation(rows[0].Length, window, least);
        foreach (var row in rows)
            rolling.Close(row);
        return rolling;
    }

    /// <summary>A matrix of given correlations, the lower triangle row by row without the diagonal, which is 1.</summary>
    public static CorrelationMatrix Correlations(int size, params double?[] lower) =>
        new(size, (left, right) => left == right ? 1 : lower[(left * (left - 1) / 2) + right]);

    /// <summary>Pearson's correlation over what both have, in doubles, from the means: another road than sums.</summary>
    public static double Pearson(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        var both = left.Zip(right).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)).ToArray();
        var (x, y) = (both.Average(pair => pair.First), both.Average(pair => pair.Second));
        return both.Sum(pair => (pair.First - x) * (pair.Second - y))
            / Math.Sqrt(both.Sum(pair => Math.Pow(pair.First - x, 2)) * both.Sum(pair => Math.Pow(pair.Second - y, 2)));
    }

    /// <summary>Spearman's: Pearson's of ranks, each counted out as 1 + how many are less + half of how many others are equal.</summary>
    public static double Spearman(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        var both = left.Zip(right).Where(pair => !double.IsNaN(pair.First) && !double.IsNaN(pair.Second)).ToArray();
        return Pearson(Ranks([.. both.Select(pair => pair.First)]), Ranks([.. both.Select(pair => pair.Second)]));
    }

    private static double[] Ranks(double[] values) =>
        [.. values.Select(value => 0.5 + values.Count(other => other < value) + (0.5 * values.Count(other => other == value)))];
}
