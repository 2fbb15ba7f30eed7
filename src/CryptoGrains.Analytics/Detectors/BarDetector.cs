using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>A detector that is fed with the closed candles of one interval, each as it was when it closed.</summary>
/// <remarks>
/// A candle that is not after the one before, such as a revision, changes nothing: a finding tells what could be known then.
/// A partial one is passed over as well, for its numbers are not the market's.
/// </remarks>
public abstract class BarDetector : Detector
{
    private Timestamp _newest = Timestamp.MinValue;

    private protected BarDetector(DetectorInfo info, Instrument instrument, Interval interval)
        : base(info, instrument) => Interval = interval;

    /// <summary>The interval of its candles.</summary>
    public Interval Interval { get; }

    /// <summary>Takes in a candle.</summary>
    /// <returns>What it found; null as a rule.</returns>
    public Finding? Apply(in Candle bar)
    {
        if (bar.OpenTime <= _newest || bar.Partial)
            return null;

        _newest = bar.OpenTime;
        return Look(bar);
    }

    private protected abstract Finding? Look(in Candle bar);

    private protected override void Carry(ref StateCarrier state) => state.Carry(ref _newest);
}
