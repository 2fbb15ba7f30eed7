using System.Collections.Immutable;

namespace CryptoGrains.Analytics.Rules;

/// <summary>Holds as long as all of its comparisons do.</summary>
/// <param name="Comparisons">The comparisons, at least one.</param>
public sealed record ComparisonCondition(ImmutableArray<Comparison> Comparisons) : RuleCondition
{
    /// <summary>The most comparisons in one condition.</summary>
    public const int MostComparisons = 8;

    /// <summary>Whether it is looked at with every trade; else when a candle of the rule's interval closes, because it asks for indicators.</summary>
    public bool IsLive => Comparisons.All(comparison => comparison.Left.IsLive && comparison.Right.IsLive);
}
