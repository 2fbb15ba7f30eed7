using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>A detector that is fed with trades, in the order of the log and each once.</summary>
public abstract class TradeDetector : Detector
{
    private protected TradeDetector(DetectorInfo info, Instrument instrument)
        : base(info, instrument)
    {
    }

    /// <summary>Takes in a trade. Event times may run back a little; what is late by more than a detector can use, it passes over.</summary>
    /// <returns>What it found; null as a rule.</returns>
    public abstract Finding? Apply(in Trade trade);

    /// <summary>Is told how far its venue's clock has come. A detector that looks at trades alone does nothing with it.</summary>
    /// <returns>What it found; null as a rule.</returns>
    public virtual Finding? AdvanceClock(Timestamp venueTime) => null;
}
