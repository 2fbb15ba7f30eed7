namespace CryptoGrains.Analytics.Candles;

/// <summary>What became of imported candles.</summary>
/// <param name="Added">Of times that were not held yet.</param>
/// <param name="Same">Equal to what was held.</param>
/// <param name="Improved">More complete than what was held, or a correction of it; they replace it.</param>
/// <param name="Stale">Less complete than what was held, which stays.</param>
/// <param name="Repeated">Of a time that came more than once in the same import.</param>
public readonly record struct CandleImportCounts(long Added, long Same, long Improved, long Stale, long Repeated);
