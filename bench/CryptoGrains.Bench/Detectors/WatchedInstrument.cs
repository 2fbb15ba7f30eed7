using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Detectors;

/// <summary>The windows and the detectors of one instrument.</summary>
internal sealed class WatchedInstrument(Instrument instrument)
{
    private static readonly TimeSpan Minute = Interval.OneMinute.Length();
    private Timestamp _given = Timestamp.MinValue;
    private WindowMark _mark;

    public InstrumentWindows Windows { get; } = new();

    public TradeDetector[] OfTrades { get; } =
        [.. DetectorCatalogue.All
            .Where(info => info.Input is DetectorInput.Trades or DetectorInput.TradesAndClock)
            .Select(info => (TradeDetector)info.Create(instrument))];

    public BarDetector[] OfBars { get; } =
        [.. DetectorCatalogue.All
            .Where(info => info.Input == DetectorInput.Bars)
            .Select(info => (BarDetector)info.Create(instrument))];

    /// <summary>The minute candles that have closed since it was last asked.</summary>
    public IEnumerable<Candle> NewlyClosed(Timestamp clock)
    {
        Windows.AdvanceClock(clock);
        if (Windows.Watermark < _given + Minute)
            return [];

        var changed = Windows.CandlesChangedSince(Interval.OneMinute, _mark);
        _mark = Windows.Mark();
        _given = Interval.OneMinute.OpenOf(Windows.Watermark);
        return changed.Where(candle => candle.Closed);
    }
}
