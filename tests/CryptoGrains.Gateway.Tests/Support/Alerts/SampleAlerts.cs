using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Gateway.Tests.Support.Alerts;

/// <summary>Rules, and what they see.</summary>
internal static class SampleAlerts
{
    public static readonly AlertRule Rule = new() { Id = "", Version = 0, Name = "=Bitcoin, \"high\"", When = "price > 70000", Severity = AlertSeverity.Critical };

    public static RuleEvent Seen(AlertRule rule, RuleEventKind kind, int trade) => new(
        rule.Id,
        rule.Version,
        Instrument.Parse("BINANCE:BTCUSDT"),
        $"trade:{trade}",
        kind,
        Timestamp.From(Sample.Noon.AddSeconds(trade)),
        [new Measure("price", 70_000.5), new Measure("70000", 70_000)]);
}
