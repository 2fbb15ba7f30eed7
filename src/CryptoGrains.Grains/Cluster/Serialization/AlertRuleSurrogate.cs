using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Cluster.Serialization;

[GenerateSerializer]
internal struct AlertRuleSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public int Version;

    [Id(2)]
    public string Name;

    [Id(3)]
    public string When;

    [Id(4)]
    public Interval Interval;

    [Id(5)]
    public ImmutableArray<Instrument> Instruments;

    [Id(6)]
    public AlertSeverity Severity;

    [Id(7)]
    public double Hysteresis;

    [Id(8)]
    public TimeSpan Cooldown;

    [Id(9)]
    public Timestamp? Expires;

    [Id(10)]
    public bool Enabled;
}

[RegisterConverter]
internal sealed class AlertRuleConverter : IConverter<AlertRule, AlertRuleSurrogate>
{
    public AlertRule ConvertFromSurrogate(in AlertRuleSurrogate surrogate) => new()
    {
        Id = surrogate.Id,
        Version = surrogate.Version,
        Name = surrogate.Name,
        When = surrogate.When,
        Interval = surrogate.Interval,
        Instruments = surrogate.Instruments,
        Severity = surrogate.Severity,
        Hysteresis = surrogate.Hysteresis,
        Cooldown = surrogate.Cooldown,
        Expires = surrogate.Expires,
        Enabled = surrogate.Enabled,
    };

    public AlertRuleSurrogate ConvertToSurrogate(in AlertRule value) => new()
    {
        Id = value.Id,
        Version = value.Version,
        Name = value.Name,
        When = value.When,
        Interval = value.Interval,
        Instruments = value.Instruments,
        Severity = value.Severity,
        Hysteresis = value.Hysteresis,
        Cooldown = value.Cooldown,
        Expires = value.Expires,
        Enabled = value.Enabled,
    };
}
