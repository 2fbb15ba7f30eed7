using System.Buffers;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>
/// All rules that watch one instrument. What they say is a pure function of its trades, its venue's clock marks, and where among them each rule
/// began: not of how these are cut into batches, nor of where the watch was saved and restored.
/// </summary>
/// <remarks>Not safe for concurrent use: one owner, one turn at a time.</remarks>
public sealed class InstrumentRules
{
    private readonly RuleRoster _roster;
    private readonly LivePrices _prices = new();
    private readonly Func<string> _newestCause;
    private WindowMark _looked;
    private Timestamp _newest = Timestamp.MinValue;
    private long _newestId;
    private Timestamp _clock = Timestamp.MinValue;

    /// <summary>Watches nothing yet.</summary>
    public InstrumentRules(Instrument instrument, WindowOptions? limits = null)
    {
        Instrument = instrument;
        _roster = new RuleRoster(instrument, limits ?? WindowOptions.Default);
        _newestCause = () => $"trade:{_newestId}";
    }

    /// <summary>What is watched.</summary>
    public Instrument Instrument { get; }

    /// <summary>Whether it watches nothing.</summary>
    public bool IsIdle => _roster.IsEmpty;

    /// <summary>
    /// Has just these rules watch; those that did already go on where they are. New ones begin with <see cref="Begin"/>, when they are stored for
    /// certain: so a restart finds each of them where it began.
    /// </summary>
    /// <param name="rules">The rules that watch the instrument.</param>
    /// <param name="windows">The instrument's windows, as they are now.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Keep(IEnumerable<CompiledRule> rules, InstrumentWindows windows)
    {
        if (IsIdle)
        {
            _looked = windows.Mark();
            (_newest, _newestId) = windows.Summary() is { } summary ? (summary.LastTradeTime, summary.LastTradeId) : (Timestamp.MinValue, 0);
        }

        return _roster.Keep(rules, windows);
    }

    /// <summary>Has the new rules begin.</summary>
    /// <param name="windows">The instrument's windows, as they are now.</param>
    public void Begin(InstrumentWindows windows)
    {
        _roster.Begin(windows);
        _prices.Keep(_roster.Spans);
    }

    /// <summary>Looks at a trade that the windows have counted.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="windows">The instrument's windows, with the trade.</param>
    /// <param name="events">Takes what became of alerts.</param>
    public void Apply(in Trade trade, InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        if (IsIdle)
            return;

        var changesClosed = trade.EventTime < windows.Watermark;
        if (changesClosed)
            _prices.Forget();
        LookAtClosed(windows, changesClosed, events);

        foreach (var detector in _roster.Detectors)
            Tell(detector, detector.Apply(trade), events);

        // One that comes behind others tells an old price.
        if (trade.EventTime < _newest)
            return;

        (_newest, _newestId) = (trade.EventTime, trade.Id);
        Tell(_roster.Silences, (silence, at) => silence.EndAt(at), trade.EventTime, events);
        if (_roster.Live.IsEmpty)
            return;

        _prices.MoveTo((double)trade.Price, trade.EventTime, windows.CloseBefore);
        _roster.Live.Look(_newestCause, trade.EventTime, _prices, events);
    }

    /// <summary>Looks at how far the venue's clock has come, which the windows know already.</summary>
    public void AdvanceClock(Timestamp clock, InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        if (IsIdle || clock <= _clock)
            return;

        _clock = clock;
        LookAtClosed(windows, changesClosed: false, events);
        foreach (var detector in _roster.Detectors)
            Tell(detector, detector.AdvanceClock(clock), events);
        if (_newest == Timestamp.MinValue)
            return;

        foreach (var silence in _roster.Silences)
        {
            if (silence.Look(clock, _newest, _newestId) is { } turned)
                events.Add(turned);
        }
    }

    /// <summary>Writes the watch as it is.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var snapshot = new SnapshotWriter();
        _roster.Write(snapshot);
        snapshot.Write(WriteOwn);
        snapshot.CopyTo(output);
    }

    /// <summary>Reads a watch back: it goes on exactly where it stood, but for rules that are gone.</summary>
    /// <param name="bytes">What <see cref="Write"/> wrote.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="rules">Finds a rule by id and version; null where it is gone.</param>
    /// <param name="windows">The instrument's windows, as they were then.</param>
    /// <exception cref="InvalidDataException">The bytes are no such snapshot.</exception>
    public static InstrumentRules Read(
        ReadOnlyMemory<byte> bytes, Instrument instrument, Func<string, int, CompiledRule?> rules, InstrumentWindows windows)
    {
        using var snapshot = new SnapshotReader(bytes);
        var read = new InstrumentRules(instrument, windows.Options);
        read._roster.Read(snapshot, rules, windows);
        read.ReadOwn(snapshot.ReadBytes());
        read._prices.Keep(read._roster.Spans);
        return read;
    }

    private void LookAtClosed(InstrumentWindows windows, bool changesClosed, ICollection<RuleEvent> events)
    {
        // Gaps are told as soon as they are certain, by the second; candles close by the minute.
        var seconds = windows.Watermark.Microseconds / 1_000_000;
        if (!changesClosed && seconds == _looked.Watermark.Microseconds / 1_000_000)
            return;

        LookAtGaps(windows, events);
        if (changesClosed || Interval.OneMinute.OpenOf(windows.Watermark) != Interval.OneMinute.OpenOf(_looked.Watermark))
            LookAtBars(windows, events);
        foreach (var watch in _roster.Events)
        {
            if (watch.EndIfOver(windows.Watermark) is { } ended)
                events.Add(ended);
        }

        _looked = windows.Mark();
    }

    private void LookAtGaps(InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        if (_roster.Gaps.Length == 0)
            return;

        foreach (var gap in windows.GapsSince(_looked))
        {
            foreach (var watch in _roster.Gaps)
            {
                if (watch.Happened($"gap:{gap.FirstId}", gap.To, new Measure("missing", gap.LastId - gap.FirstId + 1)) is { } fired)
                    events.Add(fired);
            }
        }
    }

    private void LookAtBars(InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        foreach (var (interval, bars) in _roster.Bars)
        {
            var first = Timestamp.MinValue;
            foreach (var candle in windows.CandlesChangedSince(interval, _looked).Where(candle => candle.Closed))
            {
                first = first == Timestamp.MinValue ? candle.OpenTime : first;
                bars.Update(candle);
                foreach (var detector in _roster.Detectors)
                    Tell(detector, detector.Apply(candle, interval), events);
            }

            if (first == Timestamp.MinValue)
                continue;

            foreach (var close in _roster.Closes.Where(close => close.Rule.Interval == interval))
                close.Look(bars, first, events);
        }
    }

    private static void Tell(WatchedDetector detector, Finding? finding, ICollection<RuleEvent> events)
    {
        if (finding is null)
            return;

        foreach (var watch in detector.Watches)
        {
            var asked = ((DetectorCondition)watch.Condition).Event;
            if ((asked is null || asked == finding.Event)
                && watch.Happened(finding.Id, finding.At, [.. finding.Saw, new Measure("confidence", finding.Confidence)]) is { } fired)
                events.Add(fired);
        }
    }

    private static void Tell<TWatch>(TWatch[] watches, Func<TWatch, Timestamp, RuleEvent?> look, Timestamp at, ICollection<RuleEvent> events)
    {
        foreach (var watch in watches)
        {
            if (look(watch, at) is { } turned)
                events.Add(turned);
        }
    }

    private void WriteOwn(IBufferWriter<byte> output)
    {
        var state = new StateCarrier(new VarintWriter(output));
        CarryOwn(ref state);
        state.Flush();
    }

    private void ReadOwn(ReadOnlySpan<byte> bytes)
    {
        var state = new StateCarrier(new VarintReader(bytes));
        CarryOwn(ref state);
    }

    private void CarryOwn(ref StateCarrier state)
    {
        var (version, watermark) = _looked;
        state.Carry(ref version);
        state.Carry(ref watermark);
        state.Carry(ref _newest);
        state.Carry(ref _newestId);
        state.Carry(ref _clock);
        _looked = new WindowMark(version, watermark);
    }
}
