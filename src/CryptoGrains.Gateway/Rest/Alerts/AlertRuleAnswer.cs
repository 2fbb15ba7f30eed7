using CryptoGrains.Analytics.Rules;
using CryptoGrains.Grains;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>A rule.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">1, and one more with each change: the <c>ETag</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="When">When it fires: docs/alerts.md has the words.</param>
/// <param name="Interval">The interval of the candles that its indicators are computed from.</param>
/// <param name="Instruments">The instruments that it watches; none stands for all.</param>
/// <param name="Severity"><c>info</c>, <c>warning</c> or <c>critical</c>.</param>
/// <param name="Hysteresis">How far a value must come back before the alert is over.</param>
/// <param name="Cooldown">For how many seconds of event time it does not fire again in the same instrument.</param>
/// <param name="Expires">From when on it fires no more, in ms since 1970; null for never.</param>
/// <param name="Enabled">Whether it watches at all.</param>
public sealed record AlertRuleAnswer(
    string Id, int Version, string Name, string When, string Interval, IReadOnlyList<string> Instruments, string Severity, double Hysteresis,
    double Cooldown, long? Expires, bool Enabled)
{
    internal static AlertRuleAnswer Of(AlertRule rule) => new(
        rule.Id,
        rule.Version,
        rule.Name,
        rule.When,
        rule.Interval.Name(),
        [.. rule.Instruments.Select(instrument => instrument.Name)],
        rule.Severity.Name(),
        rule.Hysteresis,
        rule.Cooldown.TotalSeconds,
        rule.Expires?.UnixMilliseconds,
        rule.Enabled);
}
