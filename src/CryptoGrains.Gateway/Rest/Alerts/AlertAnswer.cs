using CryptoGrains.Grains;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>An alert.</summary>
/// <param name="Id">Its id: the same, however often the trades are replayed.</param>
/// <param name="Seq">The number of the journal's line that tells of its firing.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Version">The rule's version that watched.</param>
/// <param name="Name">The rule's name then.</param>
/// <param name="Severity">The rule's severity then.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Cause">What it fired on.</param>
/// <param name="State"><c>firing</c>, <c>acknowledged</c> or <c>resolved</c>.</param>
/// <param name="FiredAt">The event time at which it fired, in ms since 1970.</param>
/// <param name="AcknowledgedAt">When it was acknowledged, by our clock; null where it was not.</param>
/// <param name="AcknowledgedBy">By whom.</param>
/// <param name="ResolvedAt">The event time at which it was over; null while it is not.</param>
/// <param name="Retracted">Whether a late trade took it back.</param>
/// <param name="Saw">The numbers that it fired with.</param>
public sealed record AlertAnswer(
    string Id, long Seq, string Rule, int Version, string Name, string Severity, string Symbol, string Cause, string State, long FiredAt,
    long? AcknowledgedAt, string? AcknowledgedBy, long? ResolvedAt, bool Retracted, IReadOnlyList<MeasureAnswer> Saw)
{
    internal static AlertAnswer Of(Alert alert) => new(
        alert.Id,
        alert.Seq,
        alert.RuleId,
        alert.RuleVersion,
        alert.RuleName,
        alert.Severity.Name(),
        alert.Instrument.Name,
        alert.Cause,
        alert.State.Name(),
        alert.FiredAt.UnixMilliseconds,
        alert.AcknowledgedAt?.UnixMilliseconds,
        alert.AcknowledgedBy,
        alert.ResolvedAt?.UnixMilliseconds,
        alert.Retracted,
        [.. alert.Saw.Select(measure => new MeasureAnswer(measure.Name, measure.Value))]);
}

/// <summary>A number that an alert fired with.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
public sealed record MeasureAnswer(string Name, double Value);
