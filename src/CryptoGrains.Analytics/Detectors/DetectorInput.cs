namespace CryptoGrains.Analytics.Detectors;

/// <summary>What a detector is fed with, and so what it watches.</summary>
public enum DetectorInput
{
    /// <summary>The closed candles of one instrument and interval: a <see cref="BarDetector"/>.</summary>
    Bars,

    /// <summary>The trades of one instrument: a <see cref="TradeDetector"/>.</summary>
    Trades,

    /// <summary>The trades of one instrument, and its venue's clock: a <see cref="TradeDetector"/>.</summary>
    TradesAndClock,

    /// <summary>The trades of one pair on all its venues, in the order they came: a <see cref="TradeDetector"/> of <c>ALL:PAIR</c>.</summary>
    PairTrades,

    /// <summary>The trades of one venue in all its instruments: a <see cref="TradeDetector"/> of <c>VENUE:ALL</c>.</summary>
    VenueTrades,
}
