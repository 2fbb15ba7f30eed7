using System.Diagnostics.CodeAnalysis;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>When a rule fires. docs/alerts.md has the words that it is written in.</summary>
public abstract record RuleCondition
{
    /// <summary>Reads a condition, such as <c>price &gt; 70000</c>.</summary>
    /// <param name="text">The condition.</param>
    /// <param name="interval">The interval of the candles that its indicators are computed from.</param>
    /// <param name="condition">What it says.</param>
    /// <param name="mistake">What is wrong, in a sentence.</param>
    public static bool TryParse(
        string text, Interval interval, [NotNullWhen(true)] out RuleCondition? condition, [NotNullWhen(false)] out string? mistake) =>
        ConditionParser.TryParse(text, interval, out condition, out mistake);
}
