using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>A wish for candles of the history.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Interval">The interval.</param>
/// <param name="From">Open times from this one on; null for the latest.</param>
/// <param name="To">Open times before this one; null for the end.</param>
/// <param name="Limit">The most candles to give.</param>
/// <param name="AsOf">The version, or the time, of which the truth is wanted; null for now.</param>
public readonly record struct CandlesAsked(Instrument Instrument, Interval Interval, Timestamp? From, Timestamp? To, int Limit, AsOf? AsOf = null);
