using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Analytics.Windows;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A rule whose condition has been read: once for all instruments that it watches.</summary>
public sealed class CompiledRule
{
    private CompiledRule(AlertRule rule, RuleCondition condition, WindowOptions? limits)
    {
        (Rule, Condition) = (rule, condition);
        if (condition is ComparisonCondition { IsLive: false } comparisons)
        {
            Indicators =
            [
                .. comparisons.Comparisons.SelectMany(comparison => new[] { comparison.Left, comparison.Right })
                    .OfType<IndicatorOperand>().Select(operand => operand.Reference.Definition).Distinct()
                    .Select(definition => new IndicatorSet(rule.Interval, [definition], limits)),
            ];
        }
    }

    /// <summary>The rule.</summary>
    public AlertRule Rule { get; }

    /// <summary>Its condition.</summary>
    public RuleCondition Condition { get; }

    /// <summary>The indicators that it asks for, each in a set of its own: so rules come and go without a change to one another's values.</summary>
    internal ImmutableArray<IndicatorSet> Indicators { get; } = [];

    /// <summary>Reads a rule's condition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="compiled">What can be watched with.</param>
    /// <param name="mistake">What is wrong with the condition, in a sentence.</param>
    /// <param name="limits">The limits of the windows that it will be watched with.</param>
    public static bool TryCompile(
        AlertRule rule, [NotNullWhen(true)] out CompiledRule? compiled, [NotNullWhen(false)] out string? mistake, WindowOptions? limits = null)
    {
        compiled = RuleCondition.TryParse(rule.When, rule.Interval, out var condition, out mistake) ? new CompiledRule(rule, condition, limits) : null;
        return compiled is not null;
    }
}
