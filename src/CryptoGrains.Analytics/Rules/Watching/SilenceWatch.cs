using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>An instrument that does not trade while its venue's clock goes on.</summary>
internal sealed class SilenceWatch(CompiledRule compiled, Instrument instrument) : RuleWatch(compiled, instrument)
{
    private readonly TimeSpan _longest = ((SilenceCondition)compiled.Condition).Longest;

    /// <summary>Looks at the clock.</summary>
    /// <param name="clock">The venue's.</param>
    /// <param name="lastTrade">When the last trade was.</param>
    /// <param name="lastTradeId">Which it was.</param>
    public RuleEvent? Look(Timestamp clock, Timestamp lastTrade, long lastTradeId)
    {
        // Told at the moment at which it was so, however seldom the clock is told.
        var at = lastTrade + _longest;
        return clock >= at && MayFire(at) ? Fire($"trade:{lastTradeId}", at, new Measure("silence", _longest.TotalSeconds)) : null;
    }

    /// <summary>Ends an alert with the next trade.</summary>
    public RuleEvent? EndAt(Timestamp trade) => OpenCause is null ? null : Resolve(trade);
}
