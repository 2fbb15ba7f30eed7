using MathNet.Numerics.Statistics;

namespace CryptoGrains.Analytics.Markets;

/// <summary>The returns of one weekday or hour.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Mean">Their mean; null without any, and so is the median.</param>
/// <param name="Median">Their median.</param>
/// <param name="Up">How many are above 0.</param>
/// <param name="Down">How many are below 0. Those of exactly 0 are neither, and not part of the test.</param>
public sealed record SeasonGroup(int Count, double? Mean, double? Median, long Up, long Down)
{
    internal static SeasonGroup Of(double[] returns) => new(
        returns.Length,
        returns.Length == 0 ? null : ArrayStatistics.Mean(returns),
        returns.Length == 0 ? null : Statistics.Median(returns),
        returns.LongCount(value => value > 0),
        returns.LongCount(value => value < 0));
}
