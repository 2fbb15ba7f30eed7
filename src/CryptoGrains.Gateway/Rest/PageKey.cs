using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest;

/// <summary>Which page of candles.</summary>
internal readonly record struct PageKey(Instrument Instrument, OhlcvRequest Request);
