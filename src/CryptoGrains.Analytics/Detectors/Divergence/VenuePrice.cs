using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors.Divergence;

/// <summary>The last price of a pair on one venue.</summary>
internal readonly record struct VenuePrice(Instrument Instrument, Timestamp Time, double Price);
