using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>Which candles to give.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="From">Open times from this one on; null: the latest <paramref name="Limit"/> candles before <paramref name="To"/>.</param>
/// <param name="To">Open times before this one; null: to the end.</param>
/// <param name="Limit">The most candles to give.</param>
/// <param name="KnownVersion">The version that the caller has; where it still holds, no candles are sent again.</param>
[GenerateSerializer, Immutable]
public sealed record CandleQuery(Interval Interval, Timestamp? From, Timestamp? To, int Limit, long? KnownVersion = null);
