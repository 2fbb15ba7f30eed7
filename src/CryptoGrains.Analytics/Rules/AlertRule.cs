using System.Collections.Immutable;
using System.ComponentModel;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>What somebody wants to be told of.</summary>
[ImmutableObject(true)]
public sealed record AlertRule
{
    /// <summary>Its id, which never changes and is never given again.</summary>
    public required string Id { get; init; }

    /// <summary>1, and one more with each change. A changed rule begins anew: it remembers nothing of what it has fired.</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>When it fires, such as <c>price &gt; 70000</c> or <c>rsi(14) &lt; 30</c>: docs/alerts.md has the words.</summary>
    public required string When { get; init; }

    /// <summary>The interval of the candles that its indicators are computed from.</summary>
    public Interval Interval { get; init; } = Interval.OneMinute;

    /// <summary>The instruments that it watches; none stands for all, those to come included.</summary>
    public ImmutableArray<Instrument> Instruments { get; init; } = [];

    /// <summary>How much it matters.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>
    /// How far a comparison's left side must come back beyond its right side, in units of the left side, before the alert is over. So a
    /// value that trembles about a threshold gives one alert.
    /// </summary>
    public double Hysteresis { get; init; }

    /// <summary>For how long, in event time, after it has fired it does not fire again in the same instrument.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The event time from which on it fires no more; null for never.</summary>
    public Timestamp? Expires { get; init; }

    /// <summary>Whether it watches at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether it watches an instrument.</summary>
    public bool Watches(Instrument instrument) => Enabled && (Instruments.IsEmpty || Instruments.Contains(instrument));
}
