using System.Buffers;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Indicators;
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
    private readonly Instrument _instrument;
    private readonly WindowOptions _limits;
    private readonly SortedDictionary<string, RuleWatch> _watches = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Interval, ClosedBars> _bars = [];
    private readonly SortedDictionary<string, WatchedDetector> _detectors = new(StringComparer.Ordinal);
    private readonly LivePrices _prices = new();
    private readonly HashSet<RuleWatch> _coming = [];

    // Those that watch by now, by what they are looked at with.
    private LiveWatch[] _live = [];
    private CloseWatch[] _closes = [];
    private EventWatch[] _gaps = [];
    private EventWatch[] _events = [];
    private SilenceWatch[] _silences = [];

    private WindowMark _looked;
    private Timestamp _newest = Timestamp.MinValue;
    private long _newestId;
    private Timestamp _clock = Timestamp.MinValue;

    /// <summary>Watches nothing yet.</summary>
    public InstrumentRules(Instrument instrument, WindowOptions? limits = null) =>
        (_instrument, _limits) = (instrument, limits ?? WindowOptions.Default);

    /// <summary>What is watched.</summary>
    public Instrument Instrument => _instrument;

    /// <summary>Whether it watches nothing.</summary>
    public bool IsIdle => _watches.Count == 0;

    /// <summary>
    /// Has just these rules watch; those that did already go on where they are. New ones begin with <see cref="Begin"/>, when they are stored for
    /// certain: so a restart finds each of them where it began.
    /// </summary>
    /// <param name="rules">The rules that watch the instrument.</param>
    /// <param name="windows">The instrument's windows, as they are now.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Keep(IEnumerable<CompiledRule> rules, InstrumentWindows windows)
    {
        var kept = rules.ToDictionary(rule => KeyOf(rule.Rule), StringComparer.Ordinal);
        var gone = _watches.Keys.Where(key => !kept.ContainsKey(key)).ToArray();
        var come = kept.Where(rule => !_watches.ContainsKey(rule.Key)).ToArray();
        if (gone.Length == 0 && come.Length == 0)
            return false;

        if (IsIdle)
        {
            _looked = windows.Mark();
            (_newest, _newestId) = windows.Summary() is { } summary ? (summary.LastTradeTime, summary.LastTradeId) : (Timestamp.MinValue, 0);
        }

        foreach (var key in gone)
            _watches.Remove(key);
        foreach (var (key, rule) in come)
        {
            var watch = WatchOf(rule);
            _watches.Add(key, watch);
            _coming.Add(watch);
        }

        Arrange(windows);
        return true;
    }

    /// <summary>Has the new rules begin.</summary>
    /// <param name="windows">The instrument's windows, as they are now.</param>
    public void Begin(InstrumentWindows windows)
    {
        if (_coming.Count == 0)
            return;

        _coming.Clear();
        Arrange(windows);
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

        foreach (var detector in _detectors.Values)
            Tell(detector, detector.Apply(trade), events);

        // One that comes behind others tells an old price.
        if (trade.EventTime < _newest)
            return;

        (_newest, _newestId) = (trade.EventTime, trade.Id);
        Tell(_silences, (silence, at) => silence.EndAt(at), trade.EventTime, events);
        if (_live.Length == 0)
            return;

        _prices.MoveTo(trade, windows);
        foreach (var live in _live)
        {
            if (live.Look(trade, _prices) is { } turned)
                events.Add(turned);
        }
    }

    /// <summary>Looks at how far the venue's clock has come, which the windows know already.</summary>
    public void AdvanceClock(Timestamp clock, InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        if (IsIdle || clock <= _clock)
            return;

        _clock = clock;
        LookAtClosed(windows, changesClosed: false, events);
        foreach (var detector in _detectors.Values)
            Tell(detector, detector.AdvanceClock(clock), events);
        if (_newest == Timestamp.MinValue)
            return;

        foreach (var silence in _silences)
        {
            if (silence.Look(clock, _newest, _newestId) is { } turned)
                events.Add(turned);
        }
    }

    /// <summary>Writes the watch as it is.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using var snapshot = new SnapshotWriter();
        snapshot.Write(_watches.Count);
        foreach (var watch in _watches.Values)
        {
            snapshot.Write(watch.Rule.Id);
            snapshot.Write(watch.Rule.Version);
        }

        snapshot.Write(_bars.Count);
        foreach (var (interval, bars) in _bars)
        {
            snapshot.Write((int)interval);
            bars.Write(snapshot);
        }

        snapshot.Write(_detectors.Count);
        foreach (var (key, detector) in _detectors)
        {
            snapshot.Write(key);
            snapshot.Write(detector.Detector.Save);
        }

        foreach (var watch in _watches.Values)
            snapshot.Write(WriteState(watch));
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
        var watches = new RuleWatch?[snapshot.ReadCount()];
        for (var i = 0; i < watches.Length; i++)
        {
            if (rules(snapshot.ReadText(), snapshot.ReadCount()) is { } rule)
                read._watches.Add(KeyOf(rule.Rule), watches[i] = read.WatchOf(rule));
        }

        var asked = read.Asked();
        for (var count = snapshot.ReadCount(); count > 0; count--)
        {
            var interval = (Interval)snapshot.ReadCount();
            read._bars.Add(interval, ClosedBars.Read(snapshot, interval, asked[interval], windows.Options));
        }

        var detectors = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var count = snapshot.ReadCount(); count > 0; count--)
            detectors.Add(snapshot.ReadText(), snapshot.ReadBytes());

        foreach (var watch in watches)
        {
            var state = snapshot.ReadBytes();
            if (watch is not null)
                ReadState(watch, state);
        }

        read.ReadOwn(snapshot.ReadBytes());
        read.Arrange(windows);
        foreach (var (key, detector) in read._detectors)
            detector.Detector.Restore(detectors[key]);
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
        foreach (var watch in _events)
        {
            if (watch.EndIfOver(windows.Watermark) is { } ended)
                events.Add(ended);
        }

        _looked = windows.Mark();
    }

    private void LookAtGaps(InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        if (_gaps.Length == 0)
            return;

        foreach (var gap in windows.GapsSince(_looked))
        {
            foreach (var watch in _gaps)
            {
                if (watch.Happened($"gap:{gap.FirstId}", gap.To, new Measure("missing", gap.LastId - gap.FirstId + 1)) is { } fired)
                    events.Add(fired);
            }
        }
    }

    private void LookAtBars(InstrumentWindows windows, ICollection<RuleEvent> events)
    {
        foreach (var (interval, bars) in _bars)
        {
            var first = Timestamp.MinValue;
            foreach (var candle in windows.CandlesChangedSince(interval, _looked).Where(candle => candle.Closed))
            {
                first = first == Timestamp.MinValue ? candle.OpenTime : first;
                bars.Update(candle);
                foreach (var detector in _detectors.Values)
                    Tell(detector, detector.Apply(candle, interval), events);
            }

            if (first == Timestamp.MinValue)
                continue;

            foreach (var close in _closes.Where(close => close.Rule.Interval == interval))
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

    private RuleWatch WatchOf(CompiledRule rule) => rule.Condition switch
    {
        ComparisonCondition { IsLive: true } => new LiveWatch(rule, _instrument),
        ComparisonCondition => new CloseWatch(rule, _instrument),
        SilenceCondition => new SilenceWatch(rule, _instrument),
        _ => new EventWatch(rule, _instrument),
    };

    /// <summary>Sorts the watches by what they are looked at with, and sees to what they ask for.</summary>
    private void Arrange(InstrumentWindows windows)
    {
        _coming.IntersectWith(_watches.Values);
        _live = [.. Begun<LiveWatch>()];
        _closes = [.. Begun<CloseWatch>()];
        _silences = [.. Begun<SilenceWatch>()];
        _events = [.. Begun<EventWatch>()];
        _gaps = [.. _events.Where(watch => watch.Condition is GapCondition)];
        _prices.Keep(_live.SelectMany(live => live.Spans));
        ArrangeDetectors();
        ArrangeBars(windows);
    }

    private void ArrangeDetectors()
    {
        // Those that are to begin are fed already, so that they begin as a restart would find them.
        var asked = _watches.Values.OfType<EventWatch>().Where(watch => watch.Condition is DetectorCondition)
            .GroupBy(watch => WatchedDetector.KeyOf(watch.Rule, (DetectorCondition)watch.Condition), StringComparer.Ordinal)
            .ToDictionary(some => some.Key, some => some.ToArray(), StringComparer.Ordinal);
        foreach (var key in _detectors.Keys.Where(key => !asked.ContainsKey(key)).ToArray())
            _detectors.Remove(key);
        foreach (var (key, watches) in asked)
        {
            if (!_detectors.TryGetValue(key, out var detector))
                _detectors.Add(key, detector = new WatchedDetector((DetectorCondition)watches[0].Condition, _instrument, watches[0].Rule.Interval));
            detector.Watches = [.. watches.Where(watch => !_coming.Contains(watch))];
        }
    }

    private void ArrangeBars(InstrumentWindows windows)
    {
        var asked = Asked();
        Interval[] intervals = [.. _watches.Values.OfType<CloseWatch>().Select(close => close.Rule.Interval).Concat(_detectors.Values.SelectMany(detector => detector.Intervals)).Distinct()];
        foreach (var interval in _bars.Keys.Except(intervals).ToArray())
            _bars.Remove(interval);
        foreach (var interval in intervals)
        {
            if (!_bars.TryGetValue(interval, out var bars))
                _bars.Add(interval, bars = new ClosedBars(interval, _limits));
            bars.Keep(asked[interval], windows);
        }
    }

    private IEnumerable<T> Begun<T>() => _watches.Values.OfType<T>().Where(watch => watch is RuleWatch known && !_coming.Contains(known));

    /// <summary>The indicators that are asked for, of each interval.</summary>
    private ILookup<Interval, IndicatorSet> Asked() => _watches.Values.OfType<CloseWatch>()
        .SelectMany(close => close.Indicators).ToLookup(set => set.Interval);

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

    private static Action<IBufferWriter<byte>> WriteState(RuleWatch watch) => output =>
    {
        var state = new StateCarrier(new VarintWriter(output));
        watch.Carry(ref state);
        state.Flush();
    };

    private static void ReadState(RuleWatch watch, ReadOnlySpan<byte> bytes)
    {
        var state = new StateCarrier(new VarintReader(bytes));
        watch.Carry(ref state);
    }

    private static string KeyOf(AlertRule rule) => $"{rule.Id}/{rule.Version}";
}
