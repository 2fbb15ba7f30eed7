using System.Diagnostics.CodeAnalysis;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A rule whose condition has been read: once for all instruments that it watches.</summary>
public sealed class CompiledRule
{
    private CompiledRule(AlertRule rule, RuleCondition condition) => (Rule, Condition) = (rule, condition);

    /// <summary>The rule.</summary>
    public AlertRule Rule { get; }

    /// <summary>Its condition.</summary>
    public RuleCondition Condition { get; }

    /// <summary>Reads a rule's condition.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="compiled">What can be watched with.</param>
    /// <param name="mistake">What is wrong with the condition, in a sentence.</param>
    public static bool TryCompile(AlertRule rule, [NotNullWhen(true)] out CompiledRule? compiled, [NotNullWhen(false)] out string? mistake)
    {
        compiled = RuleCondition.TryParse(rule.When, rule.Interval, out var condition, out mistake) ? new CompiledRule(rule, condition) : null;
        return compiled is not null;
    }
}
