using CryptoGrains.Analytics.Candles;

namespace CryptoGrains.History.Import;

/// <summary>A candle that came with other numbers than those that were held, and replaced them.</summary>
/// <param name="Held">What was held.</param>
/// <param name="New">What is held now.</param>
public sealed record KlineConflict(CandleRow Held, CandleRow New);
