using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors;

namespace CryptoGrains.Analytics.Rules;

/// <summary><c>gap</c>: fires when ids of trades are found missing.</summary>
public sealed record GapCondition : RuleCondition
{
    /// <summary>Its name.</summary>
    public const string Name = "gap";
}

/// <summary><c>silence(60)</c>: fires when the venue's clock has gone on for so long without a trade of the instrument.</summary>
/// <param name="Longest">How long.</param>
public sealed record SilenceCondition(TimeSpan Longest) : RuleCondition
{
    /// <summary>Its name.</summary>
    public const string Name = "silence";
}

/// <summary><c>flash-crash(change=0.01).crash</c>: fires when a detector finds something.</summary>
/// <param name="Detector">Which detector.</param>
/// <param name="Values">Its parameters that are not as usual.</param>
/// <param name="Event">The one of its events that is asked for; null for any.</param>
public sealed record DetectorCondition(DetectorInfo Detector, ImmutableSortedDictionary<string, double> Values, string? Event) : RuleCondition
{
    /// <summary>Conditions with the same text share a detector.</summary>
    public string Text { get; } = $"{Detector.Name}({string.Join(',', Values.Select(value => $"{value.Key}={value.Value:R}"))})";
}
