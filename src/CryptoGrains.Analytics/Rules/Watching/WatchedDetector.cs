using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A detector at an instrument, and the rules that ask it.</summary>
internal sealed class WatchedDetector(DetectorCondition condition, Instrument instrument, Interval interval)
{
    private readonly TradeDetector? _ofTrades = condition.Detector.Create(instrument, condition.Values, interval) as TradeDetector;
    private readonly BarDetector? _ofBars = condition.Detector.Create(instrument, condition.Values, interval) as BarDetector;

    public EventWatch[] Watches { get; set; } = [];

    /// <summary>The interval of the candles that it is fed with, if it is.</summary>
    public IEnumerable<Interval> Intervals => _ofBars is null ? [] : [_ofBars.Interval];

    /// <summary>What is saved and restored.</summary>
    public Detector Detector => (Detector?)_ofTrades ?? _ofBars!;

    /// <summary>Rules with the same key share a detector.</summary>
    public static string KeyOf(AlertRule rule, DetectorCondition condition) =>
        condition.Detector.Input == DetectorInput.Bars ? $"{condition.Text}:{rule.Interval.Name()}" : condition.Text;

    public Finding? Apply(in Trade trade) => _ofTrades?.Apply(trade);

    public Finding? AdvanceClock(Timestamp clock) => _ofTrades?.AdvanceClock(clock);

    public Finding? Apply(in Candle candle, Interval interval) => _ofBars?.Interval == interval ? _ofBars.Apply(candle) : null;
}
