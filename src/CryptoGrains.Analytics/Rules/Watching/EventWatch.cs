using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>Events: what happens at a moment and has no end of its own. Its alert is over when nothing of the kind has happened for a while.</summary>
internal class EventWatch(CompiledRule compiled, Instrument instrument) : RuleWatch(compiled, instrument)
{
    private static readonly TimeSpan LeastOpen = TimeSpan.FromMinutes(15);

    private Timestamp _last = Timestamp.MinValue;

    /// <summary>Takes in an event.</summary>
    /// <returns>The alert; null where one is open, or the last one was a moment ago.</returns>
    public RuleEvent? Happened(string cause, Timestamp at, params ReadOnlySpan<Measure> saw)
    {
        _last = Timestamp.Max(_last, at);
        return MayFire(at) ? Fire(cause, at, saw) : null;
    }

    /// <summary>Ends an alert of something that has not happened again.</summary>
    public virtual RuleEvent? EndIfOver(Timestamp now)
    {
        var open = TimeSpan.FromTicks(Math.Max(LeastOpen.Ticks, Rule.Cooldown.Ticks));
        return OpenCause is not null && now >= _last + open ? Resolve(now) : null;
    }

    public override void Carry(ref StateCarrier state)
    {
        base.Carry(ref state);
        state.Carry(ref _last);
    }
}
