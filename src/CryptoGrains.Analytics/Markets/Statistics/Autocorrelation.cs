using System.Collections.Immutable;
using CryptoGrains.Market;

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
    /// <param name="values">The values that there are, by the open time of their bars, ascending.</param>
    /// <param name="interval">The bars' interval.</param>
    /// <param name="lags">How many lags, from 1 bar.</param>
    public static Autocorrelation Of(IReadOnlyList<(Timestamp Time, double Value)> values, Interval interval, int lags)
    {
        var count = values.Count;
        var mean = count == 0 ? 0 : values.Average(one => one.Value);
        var bars = new long[count];
        var deviations = new double[count];
        for (var i = 0; i < count; i++)
            (bars[i], deviations[i]) = ((long)((values[i].Time - values[0].Time) / interval.Length()), values[i].Value - mean);

        // By lag; of lag 0 it is the variance times n.
        var products = new double[lags + 1];
        for (var i = 0; i < count; i++)
        {
            for (var later = i; later < count && bars[later] - bars[i] <= lags; later++)
                products[bars[later] - bars[i]] += deviations[i] * deviations[later];
        }

        // A mean that was rounded leaves deviations where nothing moves.
        var moves = values.Any(one => one.Value != values[0].Value);
        return new Autocorrelation(
            [.. products.Skip(1).Select(product => moves ? product / products[0] : default(double?))],
            count,
            count == 0 ? null : Normal975 / Math.Sqrt(count));
    }
}
