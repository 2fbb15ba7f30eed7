using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A rule's watch over one instrument: whether its alert is open, and when it last fired.</summary>
internal abstract class RuleWatch(CompiledRule compiled, Instrument instrument)
{
    /// <summary>The most characters of a cause.</summary>
    protected const int LongestCause = 300;

    public AlertRule Rule => compiled.Rule;

    public RuleCondition Condition => compiled.Condition;

    /// <summary>What the open alert fired on; null where none is open.</summary>
    protected string? OpenCause { get; set; }

    /// <summary>The event time of the last alert's beginning.</summary>
    protected Timestamp LastFired { get; set; } = Timestamp.MinValue;

    /// <summary>Writes or reads its state.</summary>
    public virtual void Carry(ref StateCarrier state)
    {
        var (cause, fired) = (OpenCause ?? string.Empty, LastFired);
        state.Carry(ref cause, LongestCause);
        state.Carry(ref fired);
        (OpenCause, LastFired) = (cause.Length == 0 ? null : cause, fired);
    }

    /// <summary>Whether an alert may begin at an event time.</summary>
    protected bool MayFire(Timestamp at) =>
        OpenCause is null && !(at >= Rule.Expires) && (LastFired == Timestamp.MinValue || at >= LastFired + Rule.Cooldown);

    protected RuleEvent Event(RuleEventKind kind, string cause, Timestamp at, params ReadOnlySpan<Measure> saw) =>
        new(Rule.Id, Rule.Version, instrument, cause, kind, at, [.. saw]);

    protected RuleEvent Fire(string cause, Timestamp at, params ReadOnlySpan<Measure> saw)
    {
        (OpenCause, LastFired) = (cause, at);
        return Event(RuleEventKind.Fired, cause, at, saw);
    }

    protected RuleEvent Resolve(Timestamp at, params ReadOnlySpan<Measure> saw)
    {
        var resolved = Event(RuleEventKind.Resolved, OpenCause!, at, saw);
        OpenCause = null;
        return resolved;
    }
}
