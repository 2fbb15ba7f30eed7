using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>What a line of the journal says. docs/formats/alert-journal.md has the kinds.</summary>
internal abstract record AlertChange;

/// <summary>The numbering began.</summary>
internal sealed record Began(string Epoch) : AlertChange;

/// <summary>A rule was made, or was changed where there was one of that id.</summary>
internal sealed record RuleKept(AlertRule Rule) : AlertChange;

/// <summary>A rule was deleted.</summary>
internal sealed record RuleDeleted(string RuleId, int Version) : AlertChange;

/// <summary>A rule fired. The alert's <see cref="Alert.Seq"/> is the line's.</summary>
internal sealed record Fired(Alert Alert) : AlertChange;

/// <summary>An alert is over.</summary>
/// <param name="Alert">Which; as it was while it was open.</param>
/// <param name="At">Since when.</param>
/// <param name="Because">Why, in one of the words of <see cref="ResolvedBecause"/>.</param>
/// <param name="Saw">The numbers that ended it.</param>
internal sealed record Resolved(AlertReference Alert, Timestamp At, string Because, ImmutableArray<Measure> Saw) : AlertChange;

/// <summary>An alert was taken back.</summary>
internal sealed record Retracted(AlertReference Alert, Timestamp At, ImmutableArray<Measure> Saw) : AlertChange;

/// <summary>Somebody has seen an alert.</summary>
internal sealed record Acknowledged(AlertReference Alert, string? Note) : AlertChange;

/// <summary>Which alert a line is about.</summary>
internal readonly record struct AlertReference(string Id, string RuleId, Instrument Instrument)
{
    public static AlertReference To(Alert alert) => new(alert.Id, alert.RuleId, alert.Instrument);
}
