using MathNet.Numerics.Statistics;

namespace CryptoGrains.Analytics.Markets;

/// <summary>A column of numbers in a few. What there are too few numbers for is null: from the deviation on 2, 3 and 4 are needed.</summary>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Nulls">How many are missing.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">That of the sample: over n − 1.</param>
/// <param name="Min">The least.</param>
/// <param name="LowerQuartile">The 25 % point, between two neighbours in proportion: Hyndman and Fan's type 7, as in Excel, NumPy and R. So are the next two.</param>
/// <param name="Median">The 50 % point.</param>
/// <param name="UpperQuartile">The 75 % point.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Skewness">To which side the tail is longer: Fisher and Pearson's G1 of a sample; null where nothing varies, as is the next.</param>
/// <param name="Kurtosis">How heavy the tails are beyond a normal distribution's: G2 of a sample, 0 for a normal distribution.</param>
public sealed record ColumnStatistics(
    int Count,
    int Nulls,
    double? Mean,
    double? StandardDeviation,
    double? Min,
    double? LowerQuartile,
    double? Median,
    double? UpperQuartile,
    double? Max,
    double? Skewness,
    double? Kurtosis)
{
    /// <summary>Computes them.</summary>
    public static ColumnStatistics Of(IReadOnlyCollection<double?> column)
    {
        double[] values = [.. column.Where(value => value is not null).Select(value => value!.Value)];
        var moments = new DescriptiveStatistics(values);
        Array.Sort(values);
        var varies = values.Length > 0 && values[0] < values[^1];
        return new ColumnStatistics(
            values.Length,
            column.Count - values.Length,
            values.Length == 0 ? null : moments.Mean,
            values.Length < 2 ? null : varies ? moments.StandardDeviation : 0,
            values.Length == 0 ? null : values[0],
            Quantile(0.25),
            Quantile(0.5),
            Quantile(0.75),
            values.Length == 0 ? null : values[^1],
            varies && values.Length >= 3 ? moments.Skewness : null,
            varies && values.Length >= 4 ? moments.Kurtosis : null);

        double? Quantile(double tau) => values.Length == 0 ? null : SortedArrayStatistics.QuantileCustom(values, tau, QuantileDefinition.R7);
    }
}
