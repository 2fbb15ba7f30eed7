using System.Collections.Immutable;
using CryptoGrains.Analytics.Windows;

namespace CryptoGrains.Grains;

/// <summary>What an instrument's grain knows to be missing.</summary>
/// <param name="Gaps">The gaps, oldest first.</param>
/// <param name="Forgotten">How many older ones are no longer listed, because the list is bounded.</param>
[GenerateSerializer, Immutable]
public sealed record TradeGaps(ImmutableArray<TradeGap> Gaps, long Forgotten);
