namespace CryptoGrains.Grains.Alerts;

/// <summary>Why an alert is over, as the journal says it.</summary>
internal static class ResolvedBecause
{
    public const string Condition = "condition";
    public const string RuleChanged = "rule-changed";
    public const string RuleDeleted = "rule-deleted";
    public const string Limit = "limit";
}
