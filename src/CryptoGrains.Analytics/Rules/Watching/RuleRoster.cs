using System.Buffers;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>Which rules watch an instrument, and what they are looked at with: detectors, closed candles and their indicators, each there once.</summary>
internal sealed class RuleRoster(Instrument instrument, WindowOptions limits)
{
    private readonly SortedDictionary<string, RuleWatch> _watches = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Interval, ClosedBars> _bars = [];
    private readonly SortedDictionary<string, WatchedDetector> _detectors = new(StringComparer.Ordinal);
    private readonly HashSet<RuleWatch> _coming = [];

    /// <summary>Whether nothing watches.</summary>
    public bool IsEmpty => _watches.Count == 0;

    // Those that have begun, by what they are looked at with.
    public LiveWatches Live { get; private set; } = new([]);

    public IEnumerable<TimeSpan> Spans { get; private set; } = [];

    public CloseWatch[] Closes { get; private set; } = [];

    public EventWatch[] Events { get; private set; } = [];

    public EventWatch[] Gaps { get; private set; } = [];

    public SilenceWatch[] Silences { get; private set; } = [];

    public IReadOnlyDictionary<Interval, ClosedBars> Bars => _bars;

    public IReadOnlyCollection<WatchedDetector> Detectors => _detectors.Values;

    /// <summary>Has just these rules watch. New ones are there, and are looked at once they have begun.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Keep(IEnumerable<CompiledRule> rules, InstrumentWindows windows)
    {
        var kept = rules.ToDictionary(rule => KeyOf(rule.Rule), StringComparer.Ordinal);
        var gone = _watches.Keys.Where(key => !kept.ContainsKey(key)).ToArray();
        var come = kept.Where(rule => !_watches.ContainsKey(rule.Key)).ToArray();
        if (gone.Length == 0 && come.Length == 0)
            return false;

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
    public void Begin(InstrumentWindows windows)
    {
        if (_coming.Count == 0)
            return;

        _coming.Clear();
        Arrange(windows);
    }

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    public void Write(SnapshotWriter snapshot)
    {
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
    }

    /// <summary>Reads what <see cref="Write"/> wrote, but for rules that are gone.</summary>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public void Read(SnapshotReader snapshot, Func<string, int, CompiledRule?> rules, InstrumentWindows windows)
    {
        var watches = new List<RuleWatch?>();
        for (var count = snapshot.ReadCount(); count > 0; count--)
        {
            var watch = rules(snapshot.ReadText(), snapshot.ReadCount()) is { } rule ? WatchOf(rule) : null;
            watches.Add(watch);
            if (watch is not null)
                _watches.Add(KeyOf(watch.Rule), watch);
        }

        var asked = Asked();
        for (var count = snapshot.ReadCount(); count > 0; count--)
        {
            var interval = (Interval)snapshot.ReadCount();
            _bars.Add(interval, ClosedBars.Read(snapshot, interval, asked[interval], limits));
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

        Arrange(windows);
        foreach (var (key, detector) in _detectors)
            detector.Detector.Restore(detectors[key]);
    }

    private RuleWatch WatchOf(CompiledRule rule) => rule.Condition switch
    {
        ComparisonCondition { IsLive: true } => new LiveWatch(rule, instrument),
        ComparisonCondition => new CloseWatch(rule, instrument),
        SilenceCondition => new SilenceWatch(rule, instrument),
        _ => new EventWatch(rule, instrument),
    };

    /// <summary>Sorts the watches by what they are looked at with, and sees to what they ask for.</summary>
    private void Arrange(InstrumentWindows windows)
    {
        _coming.IntersectWith(_watches.Values);
        LiveWatch[] live = [.. Begun<LiveWatch>()];
        Live = new LiveWatches(live);
        Spans = live.SelectMany(watch => watch.Spans);
        Closes = [.. Begun<CloseWatch>()];
        Silences = [.. Begun<SilenceWatch>()];
        Events = [.. Begun<EventWatch>()];
        Gaps = [.. Events.Where(watch => watch.Condition is GapCondition)];
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
                _detectors.Add(key, detector = new WatchedDetector((DetectorCondition)watches[0].Condition, instrument, watches[0].Rule.Interval));
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
                _bars.Add(interval, bars = new ClosedBars(interval, limits));
            bars.Keep(asked[interval], windows);
        }
    }

    private IEnumerable<T> Begun<T>() => _watches.Values.OfType<T>().Where(watch => watch is RuleWatch known && !_coming.Contains(known));

    /// <summary>The indicators that are asked for, of each interval.</summary>
    private ILookup<Interval, IndicatorSet> Asked() => _watches.Values.OfType<CloseWatch>()
        .SelectMany(close => close.Indicators).ToLookup(set => set.Interval);

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
