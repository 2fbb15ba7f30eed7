using System.Collections.Immutable;
using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Analytics.Indicators;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>
/// Comparisons of indicators, looked at when a candle closes; and again, from that candle on, when a late trade has changed it. An alert that
/// would not have fired on the candles as they are now is taken back.
/// </summary>
internal sealed class CloseWatch : RuleWatch
{
    private const int MostTurns = 256;

    private readonly Comparison[] _comparisons;

    // Where alerts began and ended, at the candles that can still change, and the last ones before them.
    private readonly List<Turn> _turns = [];

    // How often an alert was taken back at a candle: one that begins there after that is another alert.
    private readonly SortedDictionary<Timestamp, int> _takenBack = [];

    public CloseWatch(CompiledRule compiled, Instrument instrument)
        : base(compiled, instrument)
    {
        _comparisons = [.. ((ComparisonCondition)compiled.Condition).Comparisons];
        Indicators = compiled.Indicators;
    }

    /// <summary>The indicators that it asks for.</summary>
    public ImmutableArray<IndicatorSet> Indicators { get; }

    /// <summary>Looks at the candles from one on, up to the newest.</summary>
    /// <param name="bars">The closed candles and their indicators.</param>
    /// <param name="from">The open time of the first candle that is new or has changed.</param>
    /// <param name="events">Takes what became of alerts.</param>
    public void Look(ClosedBars bars, Timestamp from, ICollection<RuleEvent> events)
    {
        var taken = _turns.FindAll(turn => turn.OpenTime >= from);
        _turns.RemoveAll(turn => turn.OpenTime >= from);
        Recall();

        var told = new List<RuleEvent>();
        for (var back = bars.BackOf(from); back >= 0; back--)
        {
            if (LookAt(bars, back) is not { } turned)
                continue;

            var turn = new Turn(bars.OpenTime(back), turned.Cause, turned.Kind == RuleEventKind.Fired);
            _turns.Add(turn);
            if (!taken.Remove(turn))
                told.Add(turned);
        }

        // What began at a candle that has changed, and does not begin there any more.
        foreach (var turn in taken.Where(turn => turn.IsBegin))
        {
            events.Add(Event(RuleEventKind.Retracted, turn.Cause, bars.EndOf(turn.OpenTime)));
            _takenBack[turn.OpenTime] = _takenBack.GetValueOrDefault(turn.OpenTime) + 1;
        }

        foreach (var turned in told)
            events.Add(turned);
        Forget(bars.Oldest);
    }

    public override void Carry(ref StateCarrier state)
    {
        var count = _turns.Count;
        state.Carry(ref count, MostTurns);
        for (var i = 0; i < count; i++)
        {
            var turn = i < _turns.Count ? _turns[i] : default;
            turn.Carry(ref state);
            if (i == _turns.Count)
                _turns.Add(turn);
        }

        CarryTakenBack(ref state);
        Recall();
    }

    private void CarryTakenBack(ref StateCarrier state)
    {
        var entries = _takenBack.ToArray();
        var count = entries.Length;
        state.Carry(ref count, MostTurns);
        for (var i = 0; i < count; i++)
        {
            var (openTime, times) = i < entries.Length ? entries[i] : default;
            state.Carry(ref openTime);
            state.Carry(ref times, int.MaxValue);
            _takenBack[openTime] = times;
        }
    }

    /// <summary>Stands where the turns that are left say.</summary>
    private void Recall()
    {
        var begun = _turns.FindLast(turn => turn.IsBegin);
        LastFired = begun.Cause is null ? Timestamp.MinValue : begun.OpenTime + Rule.Interval.Length();
        OpenCause = _turns is [.., { IsBegin: true } last] ? last.Cause : null;
    }

    private RuleEvent? LookAt(ClosedBars bars, int back)
    {
        var (holds, isOver) = (true, false);
        foreach (var comparison in _comparisons)
        {
            if (bars.ValueOf(comparison.Left, back) is not { } left || bars.ValueOf(comparison.Right, back) is not { } right)
                return null;

            holds &= comparison.Holds(left, right) && (!comparison.IsCrossing || Crosses(bars, comparison, back));
            isOver |= comparison.IsOver(left, right, Rule.Hysteresis);
        }

        var at = bars.EndOf(bars.OpenTime(back));
        if (OpenCause is not null && isOver)
            return Resolve(at, Saw(bars, back));
        return holds && MayFire(at)
            ? Fire(CauseAt(bars.OpenTime(back)), at, Saw(bars, back))
            : null;
    }

    private string CauseAt(Timestamp openTime)
    {
        var cause = $"candle:{Rule.Interval.Name()}:{openTime.UnixMilliseconds}";
        return _takenBack.TryGetValue(openTime, out var times) ? $"{cause}:{times + 1}" : cause;
    }

    private static bool Crosses(ClosedBars bars, Comparison comparison, int back) =>
        bars.ValueOf(comparison.Left, back + 1) is { } left && bars.ValueOf(comparison.Right, back + 1) is { } right && !comparison.Holds(left, right);

    private Measure[] Saw(ClosedBars bars, int back) =>
    [
        .. _comparisons.SelectMany(comparison => new[] { comparison.Left, comparison.Right })
            .Where(operand => operand is not NumberOperand).Distinct()
            .Select(operand => new Measure(operand.ToString()!, bars.ValueOf(operand, back)!.Value)),
    ];

    /// <summary>Lets go of turns before the candles that can change, but for the last one, and the last beginning, which the cooldown counts from.</summary>
    private void Forget(Timestamp oldest)
    {
        var lastBegin = _turns.FindLastIndex(turn => turn.IsBegin);
        var kept = _turns.Where((turn, i) => turn.OpenTime >= oldest || i == lastBegin || i == _turns.Count - 1).ToArray();
        _turns.Clear();
        _turns.AddRange(kept);
        foreach (var openTime in _takenBack.Keys.TakeWhile(openTime => openTime < oldest).ToArray())
            _takenBack.Remove(openTime);
    }

    /// <summary>A candle at which an alert began or ended.</summary>
    private record struct Turn(Timestamp OpenTime, string Cause, bool IsBegin)
    {
        public void Carry(ref StateCarrier state)
        {
            var (openTime, cause, isBegin) = (OpenTime, Cause ?? string.Empty, IsBegin);
            state.Carry(ref openTime);
            state.Carry(ref cause, LongestCause);
            state.Carry(ref isBegin);
            (OpenTime, Cause, IsBegin) = (openTime, cause, isBegin);
        }
    }
}
