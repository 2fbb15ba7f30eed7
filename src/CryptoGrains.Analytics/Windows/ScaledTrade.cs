namespace CryptoGrains.Analytics.Windows;

/// <summary>A trade as integers in the decimals of its instrument; times in microseconds since the epoch.</summary>
internal readonly record struct ScaledTrade(
    long Time,
    long Id,
    long Price,
    Int128 Quantity,
    Int128 QuoteQuantity,
    bool TakerBuys);
