namespace CryptoGrains.Analytics.Windows;

/// <summary>A trade as integers in the decimals of its instrument; times in microseconds since the epoch.</summary>
internal readonly record struct ScaledTrade(
    long Time,
    long Id,
    long Price,
    Int128 Quantity,
    Int128 QuoteQuantity,
    bool TakerBuys)
{
    /// <summary>What a sum of quantities stays below: half of what a decimal holds, so that a 24-hour sum, which touches two days, fits as well.</summary>
    public static readonly Int128 GreatestSum = Int128.One << 95;
}
