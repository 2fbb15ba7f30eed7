namespace CryptoGrains.Analytics.Indicators;

/// <summary>Averages in which each bar weighs less than the next: the exponential one, and Wilder's. Both begin with a plain mean.</summary>
internal static class Fading
{
    private const double Faded = 1e-12;

    /// <summary>The weight of the newest value in an exponential average.</summary>
    public static double ExponentialWeight(int period) => 2.0 / (period + 1);

    /// <summary>The weight of the newest value in Wilder's average.</summary>
    public static double WilderWeight(int period) => 1.0 / period;

    /// <summary>How many bars Wilder's average of changes from close to close needs until what came before them weighs less than 10^-12.</summary>
    public static int WilderBars(int period) => 1 + period + ValuesUntilFaded(WilderWeight(period));

    /// <summary>How many values an exponential average needs until what came before them weighs less than 10^-12.</summary>
    public static int ExponentialBars(int period) => period + ValuesUntilFaded(ExponentialWeight(period));

    /// <summary>How many values later what came before weighs less than 10^-12.</summary>
    public static int ValuesUntilFaded(double weight) => (int)Math.Ceiling(Math.Log(Faded) / Math.Log(1 - weight));

    /// <summary>Takes the next value in.</summary>
    /// <param name="average">The sum while there are fewer values than the period, then the average.</param>
    /// <param name="value">The value.</param>
    /// <param name="before">How many values came before it.</param>
    /// <param name="period">How many values the first average is the mean of.</param>
    /// <param name="weight">The weight of the value.</param>
    /// <returns>Whether there is an average.</returns>
    public static bool Add(ref double average, double value, int before, int period, double weight)
    {
        if (before >= period)
            average += weight * (value - average);
        else
            average += value;
        if (before == period - 1)
            average /= period;
        return before >= period - 1;
    }
}
