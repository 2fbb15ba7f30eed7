using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains;

/// <summary>One alert.</summary>
[GenerateSerializer, Immutable]
public sealed record Alert
{
    /// <summary>The <see cref="RuleEvent.AlertId"/>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The rule's id.</summary>
    [Id(1)]
    public required string RuleId { get; init; }

    /// <summary>The rule's version that watched.</summary>
    [Id(2)]
    public required int RuleVersion { get; init; }

    /// <summary>The rule's name then.</summary>
    [Id(3)]
    public required string RuleName { get; init; }

    /// <summary>The rule's severity then.</summary>
    [Id(4)]
    public required AlertSeverity Severity { get; init; }

    /// <summary>Where.</summary>
    [Id(5)]
    public required Instrument Instrument { get; init; }

    /// <summary>What it fired on: see <see cref="RuleEvent.Cause"/>.</summary>
    [Id(6)]
    public required string Cause { get; init; }

    /// <summary>The numbers that it fired with.</summary>
    [Id(7)]
    public required ImmutableArray<Measure> Saw { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(8)]
    public required AlertState State { get; init; }

    /// <summary>The event time at which it fired.</summary>
    [Id(9)]
    public required Timestamp FiredAt { get; init; }

    /// <summary>When it was acknowledged, by our clock, and by whom.</summary>
    [Id(10)]
    public Timestamp? AcknowledgedAt { get; init; }

    /// <inheritdoc cref="AcknowledgedAt"/>
    [Id(11)]
    public string? AcknowledgedBy { get; init; }

    /// <summary>The event time at which it was over.</summary>
    [Id(12)]
    public Timestamp? ResolvedAt { get; init; }

    /// <summary>Whether a late trade took it back.</summary>
    [Id(13)]
    public bool Retracted { get; init; }

    /// <summary>The number of the journal's line that tells of its firing.</summary>
    [Id(14)]
    public required long Seq { get; init; }

    /// <summary>Whether it is not over.</summary>
    public bool IsOpen => State != AlertState.Resolved;
}
