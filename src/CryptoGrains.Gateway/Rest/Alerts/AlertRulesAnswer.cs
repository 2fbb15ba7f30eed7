namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>A page of the rules, by id.</summary>
/// <param name="Version">Rises with every change of any rule.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record AlertRulesAnswer(long Version, IReadOnlyList<AlertRuleAnswer> Rules, string? Next);
