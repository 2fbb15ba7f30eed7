namespace CryptoGrains.Analytics.Candles;

/// <summary>A time in which candles, or trades, are missing.</summary>
/// <param name="From">Where it begins, in µs since 1970: the first missing open time, or the time of the trade before.</param>
/// <param name="To">Where it ends: the next open time that is there, or the time of the trade after.</param>
/// <param name="Missing">How many candles, or trade ids, are missing.</param>
public readonly record struct CandleGap(long From, long To, long Missing);
