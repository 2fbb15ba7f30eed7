using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.History.Reading;

/// <summary>Candles of one version of one table.</summary>
/// <param name="Version">The table's version.</param>
/// <param name="Boundary">Up to where the batch layer is complete for this instrument; null where it has nothing of it.</param>
/// <param name="Candles">The candles, in order.</param>
/// <param name="Next">The open time of the next one in the range; null at its end.</param>
public sealed record HistoryPage(long Version, Timestamp? Boundary, ImmutableArray<Candle> Candles, Timestamp? Next);
