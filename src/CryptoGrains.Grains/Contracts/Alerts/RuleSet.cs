using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;

namespace CryptoGrains.Grains;

/// <summary>All rules as they are at a time.</summary>
/// <param name="Version">Rises with every change: the journal's number of the last one.</param>
/// <param name="Rules">The rules, by id; null where the caller has them.</param>
[GenerateSerializer, Immutable]
public sealed record RuleSet(long Version, ImmutableArray<AlertRule>? Rules);
