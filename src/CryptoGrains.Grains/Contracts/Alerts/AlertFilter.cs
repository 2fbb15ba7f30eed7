using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>Which alerts are wanted; what is null does not matter.</summary>
[GenerateSerializer, Immutable]
public sealed record AlertFilter
{
    /// <summary>Where it stands.</summary>
    [Id(0)]
    public AlertState? State { get; init; }

    /// <summary>The rule's id.</summary>
    [Id(1)]
    public string? RuleId { get; init; }

    /// <summary>Where it fired.</summary>
    [Id(2)]
    public Instrument? Instrument { get; init; }

    /// <summary>How much it matters.</summary>
    [Id(3)]
    public AlertSeverity? Severity { get; init; }

    /// <summary>The event time from which on it fired.</summary>
    [Id(4)]
    public Timestamp? From { get; init; }

    /// <summary>The event time before which it fired.</summary>
    [Id(5)]
    public Timestamp? To { get; init; }

    /// <summary>The <see cref="Alert.Seq"/> before which it fired: where a page goes on.</summary>
    [Id(6)]
    public long? Before { get; init; }

    /// <summary>The most alerts to give.</summary>
    [Id(7)]
    public int Limit { get; init; } = 1_000;

    /// <summary>Whether an alert is one of those that are wanted.</summary>
    public bool Matches(Alert alert) =>
        (State ?? alert.State) == alert.State
        && (RuleId ?? alert.RuleId) == alert.RuleId
        && (Instrument ?? alert.Instrument) == alert.Instrument
        && (Severity ?? alert.Severity) == alert.Severity
        && !(alert.FiredAt < From)
        && !(alert.FiredAt >= To)
        && !(alert.Seq >= Before);
}
