using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Markets;

/// <summary>The close of one instrument's candle.</summary>
/// <param name="Time">The candle's open time.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Close">The last price, in the quote asset.</param>
public readonly record struct PricePoint(Timestamp Time, Instrument Instrument, decimal Close);
