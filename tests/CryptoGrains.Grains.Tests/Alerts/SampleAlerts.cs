using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Tests.Alerts;

/// <summary>Rules, and what they see.</summary>
internal static class SampleAlerts
{
    public static readonly AlertRule Rule = new()
    {
        Id = "",
        Version = 0,
        Name = "Bitcoin beyond 70,000 \"ü\"",
        When = "price > 70000",
        Interval = Interval.FiveMinutes,
        Instruments = [GrainNode.Bitcoin],
        Severity = AlertSeverity.Critical,
        Hysteresis = 12.5,
        Cooldown = TimeSpan.FromSeconds(1.5),
        Expires = Sample.At(1_000_000),
        Enabled = true,
    };

    public static RuleEvent Fired(AlertRule rule, int trade) => Event(rule, trade, RuleEventKind.Fired, trade);

    public static RuleEvent Resolved(AlertRule rule, int trade) => Event(rule, trade, RuleEventKind.Resolved, trade + 0.5);

    public static RuleEvent Retracted(AlertRule rule, int trade) => Event(rule, trade, RuleEventKind.Retracted, trade + 0.75);

    private static RuleEvent Event(AlertRule rule, int trade, RuleEventKind kind, double at) => new(
        rule.Id, rule.Version, GrainNode.Bitcoin, $"trade:{trade}", kind, Sample.At(at), [new Measure("price", 70_000.1 + trade), new Measure("70000", 70_000)]);
}
