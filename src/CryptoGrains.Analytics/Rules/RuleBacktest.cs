using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>
/// When a rule would have fired, on closed candles of its interval in order. Indicators are looked at as they are live. Prices are known four times a
/// candle: open, the end that is nearer to it, the other end, close; so what happened between, and in which order, is not.
/// </summary>
public sealed class RuleBacktest
{
    private readonly Interval _interval;
    private readonly RuleWatch _watch;
    private readonly ClosedBars _bars;
    private readonly BarDetector? _detector;
    private readonly LivePrices _prices = new();
    private readonly List<(Timestamp End, double Close)> _closes = [];
    private string _cause = string.Empty;

    private RuleBacktest(CompiledRule rule, Instrument instrument)
    {
        _interval = rule.Rule.Interval;
        _bars = new ClosedBars(_interval, WindowOptions.Default);
        _bars.Keep(rule.Indicators, new InstrumentWindows());
        switch (rule.Condition)
        {
            case ComparisonCondition { IsLive: true }:
                var live = new LiveWatch(rule, instrument);
                _prices.Keep(live.Spans);
                _watch = live;
                break;
            case ComparisonCondition:
                _watch = new CloseWatch(rule, instrument);
                break;
            default:
                _watch = new EventWatch(rule, instrument);
                _detector = (BarDetector)((DetectorCondition)rule.Condition).Detector.Create(instrument, ((DetectorCondition)rule.Condition).Values, _interval);
                break;
        }
    }

    /// <summary>Whether it knows less than the live rule does: prices inside of candles.</summary>
    public bool IsApproximate => _watch is LiveWatch;

    /// <summary>Begins.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="backtest">What takes the candles.</param>
    /// <param name="mistake">Why there is none, in a sentence.</param>
    public static bool TryBegin(
        CompiledRule rule, Instrument instrument, [NotNullWhen(true)] out RuleBacktest? backtest, [NotNullWhen(false)] out string? mistake)
    {
        var needsTrades = rule.Condition is GapCondition or SilenceCondition or DetectorCondition { Detector.Input: not DetectorInput.Bars };
        mistake = needsTrades ? $"'{rule.Rule.When}' looks at single trades, and a backtest has candles only." : null;
        backtest = needsTrades ? null : new RuleBacktest(rule, instrument);
        return !needsTrades;
    }

    /// <summary>Takes in the next candle.</summary>
    /// <returns>What became of alerts.</returns>
    public ImmutableArray<RuleEvent> Apply(in Candle candle)
    {
        var events = new List<RuleEvent>();
        switch (_watch)
        {
            case LiveWatch live:
                LookAtPrices(live, candle, events);
                break;
            case CloseWatch close:
                _bars.Update(candle);
                close.Look(_bars, candle.OpenTime, events);
                break;
            case EventWatch watch:
                LookAtFinding(watch, candle, events);
                break;
        }

        return [.. events];
    }

    private void LookAtPrices(LiveWatch live, in Candle candle, List<RuleEvent> events)
    {
        _cause = $"candle:{_interval.Name()}:{candle.OpenTime.UnixMilliseconds}";
        var lowFirst = candle.Open - candle.Low <= candle.High - candle.Open;
        decimal[] prices = [candle.Open, lowFirst ? candle.Low : candle.High, lowFirst ? candle.High : candle.Low, candle.Close];
        for (var i = 0; i < prices.Length; i++)
        {
            var at = candle.OpenTime + (_interval.Length() * i / prices.Length);
            _prices.MoveTo((double)prices[i], at, CloseBefore);
            if (live.Look(() => _cause, at, _prices) is { } turned)
                events.Add(turned);
        }

        _closes.Add((candle.OpenTime + _interval.Length(), (double)candle.Close));
        var oldest = candle.OpenTime - ChangeOperand.Longest - _interval.Length();
        _closes.RemoveRange(0, Math.Max(0, _closes.FindIndex(close => close.End > oldest) - 1));
    }

    private double? CloseBefore(Timestamp time)
    {
        var index = _closes.FindLastIndex(close => close.End <= time);
        return index < 0 ? null : _closes[index].Close;
    }

    private void LookAtFinding(EventWatch watch, in Candle candle, List<RuleEvent> events)
    {
        var asked = ((DetectorCondition)watch.Condition).Event;
        if (_detector!.Apply(candle) is { } finding && (asked is null || asked == finding.Event)
            && watch.Happened(finding.Id, finding.At, [.. finding.Saw, new Measure("confidence", finding.Confidence)]) is { } fired)
            events.Add(fired);
        if (watch.EndIfOver(candle.OpenTime + _interval.Length()) is { } ended)
            events.Add(ended);
    }
}
