using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Windows;

/// <summary>Trade ids that never came.</summary>
/// <param name="FirstId">The first id that is missing.</param>
/// <param name="LastId">The last id that is missing.</param>
/// <param name="From">The event time of the trade before the gap: the missing ones happened at or after it.</param>
/// <param name="To">The event time of the trade after the gap: the missing ones happened at or before it.</param>
public readonly record struct TradeGap(long FirstId, long LastId, Timestamp From, Timestamp To);
