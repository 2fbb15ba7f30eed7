using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Markets;

/// <summary>
/// How a series goes with itself some bars earlier: r(k) = Σ (x(t) − m)(x(t + k) − m) / Σ (x(t) − m)², m the mean of all. Where a value is missing its products
/// are left out and none moves up. G. E. P. Box, G. M. Jenkins, Time Series Analysis, 1970; with missing values E. Parzen, On Spectral Analysis with Missing
/// Observations, Sankhyā A 25, 1963.
/// </summary>
/// <param name="Lags">r(1), r(2), …; null for all where the series does not move.</param>
/// <param name="Count">How many values there are.</param>
/// <param name="Band">
/// 1.96 / √n: of a series without memory, 95 % of its autocorrelations lie between −band and band; null without values. M. S. Bartlett, On the Theoretical
/// Specification and Sampling Properties of Autocorrelated Time-Series, 1946.
/// </param>
public sealed record Autocorrelation(ImmutableArray<double?> Lags, int Count, double? Band)
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    private const double Normal975 = 1.959963984540054;

    /// <summary>Computes it.</summary>
    /// <param name="values">A value for each bar of an unbroken time; NaN where there is none.</param>
    /// <param name="lags">How many lags, from 1.</param>
    public static Autocorrelation Of(ReadOnlySpan<double> values, int lags)
    {
        var (count, sum) = (0, 0.0);
        var constant = true;
        var first = double.NaN;
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            (count, sum) = (count + 1, sum + value);
            first = count == 1 ? value : first;
            constant &= value == first;
        }

        // What is missing deviates by 0, and so adds nothing.
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            deviations[i] = double.IsNaN(values[i]) ? 0 : values[i] - (sum / count);

        var variance = constant ? 0 : Product(deviations, 0);
        var results = Enumerable.Range(1, lags).Select(lag => variance == 0 ? default(double?) : Product(deviations, lag) / variance);
        return new Autocorrelation([.. results], count, count == 0 ? null : Normal975 / Math.Sqrt(count));
    }

    private static double Product(double[] deviations, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < deviations.Length; i++)
            sum += deviations[i] * deviations[i - lag];
        return sum;
    }
}
