namespace CryptoGrains.Analytics.Candles;

/// <summary>The feature columns of the daily history. Windows count rows, not calendar days.</summary>
public static class DailyFeatures
{
    /// <summary>Computes them for each row of a series of days.</summary>
    /// <returns>One for each row. Each number is the <see cref="double"/> nearest to the exact quotient.</returns>
    public static DailyFeature[] Of(ReadOnlySpan<CandleRow> days) => throw new NotSupportedException();
}
