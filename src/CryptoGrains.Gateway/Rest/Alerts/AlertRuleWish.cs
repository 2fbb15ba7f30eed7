namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>The shape of a rule that is made or changed, in the OpenAPI document. It is read by <see cref="RuleReader"/>, which finds all that is wrong at once.</summary>
/// <param name="Name">What people call it: 1 to 100 characters.</param>
/// <param name="When">When it fires: docs/alerts.md has the words.</param>
/// <param name="Interval">The interval of the candles; usually <c>1m</c>.</param>
/// <param name="Instruments">The instruments, 1,000 at the most; usually all.</param>
/// <param name="Severity"><c>info</c>, <c>warning</c> or <c>critical</c>; usually <c>warning</c>.</param>
/// <param name="Hysteresis">From 0 on; usually 0.</param>
/// <param name="Cooldown">Seconds, from 0 to 30 days; usually 300.</param>
/// <param name="Expires">ISO 8601, or ms since 1970; usually never.</param>
/// <param name="Enabled">Usually true.</param>
public sealed record AlertRuleWish(
    string Name, string When, string? Interval, IReadOnlyList<string>? Instruments, string? Severity, double? Hysteresis, double? Cooldown,
    string? Expires, bool? Enabled);
