namespace CryptoGrains.Analytics.Indicators;

/// <summary>Where a market is going, by two means and the RSI; the numbers are what the indicator <c>trend</c> gives.</summary>
public enum TrendClass
{
    /// <summary>The fast mean is below the slow one, and the RSI below 50.</summary>
    StrongBearish = -2,

    /// <summary>None of the others: the fast mean is not above the slow one, and the RSI does not confirm a fall.</summary>
    WeakBearish = -1,

    /// <summary>The fast mean is above the slow one, the RSI not above 50.</summary>
    WeakBullish = 1,

    /// <summary>The fast mean is above the slow one, and the RSI above 50.</summary>
    StrongBullish = 2,
}
