using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>Candles of one interval, in order of open time.</summary>
/// <param name="Version">Changes with every change of the series, and with every activation of the grain.</param>
/// <param name="Candles">The candles; null where <see cref="CandleQuery.KnownVersion"/> still holds.</param>
/// <param name="Next">The open time of the next candle inside the asked range; null where the page ends the range.</param>
[GenerateSerializer, Immutable]
public sealed record CandlePage(long Version, ImmutableArray<Candle>? Candles, Timestamp? Next);
