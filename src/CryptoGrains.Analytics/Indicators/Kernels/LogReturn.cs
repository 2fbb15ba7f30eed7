namespace CryptoGrains.Analytics.Indicators;

/// <summary>Logarithmic returns.</summary>
internal static class LogReturn
{
    /// <summary>ln(close / close before).</summary>
    /// <remarks>By way of ln(a/b) = 2 artanh((a − b)/(a + b)): the quotient itself, close to 1, would lose the digits of a small return.</remarks>
    public static double Of(double close, double before) => 2 * Math.Atanh((close - before) / (close + before));
}
