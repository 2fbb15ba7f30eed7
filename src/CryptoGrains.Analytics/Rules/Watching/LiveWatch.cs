using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Rules;

/// <summary>Comparisons of prices, looked at with every trade.</summary>
internal sealed class LiveWatch : RuleWatch
{
    private readonly Comparison[] _comparisons;

    // Of each comparison: whether the trade before was on the side that is asked for. A crossing is the step from not to yes.
    private readonly bool[] _held;
    private bool _isFirst = true;

    public LiveWatch(CompiledRule compiled, Instrument instrument)
        : base(compiled, instrument)
    {
        _comparisons = [.. ((ComparisonCondition)compiled.Condition).Comparisons];
        _held = new bool[_comparisons.Length];
    }

    /// <summary>The changes that it asks for.</summary>
    public IEnumerable<TimeSpan> Spans => _comparisons
        .SelectMany(comparison => new[] { comparison.Left, comparison.Right }).OfType<ChangeOperand>().Select(change => change.Span);

    /// <summary>Looks at a trade, which is the newest one.</summary>
    /// <returns>What became of the alert; null as a rule.</returns>
    public RuleEvent? Look(in Trade trade, LivePrices prices)
    {
        var isOpen = OpenCause is not null;
        var (holds, isOver) = (true, false);
        for (var i = 0; i < _comparisons.Length; i++)
        {
            var comparison = _comparisons[i];
            if (prices.ValueOf(comparison.Left) is not { } left || prices.ValueOf(comparison.Right) is not { } right)
                return null;

            var held = comparison.Holds(left, right);
            holds &= held && (!comparison.IsCrossing || (!_isFirst && !_held[i]));
            isOver |= isOpen && comparison.IsOver(left, right, Rule.Hysteresis);
            _held[i] = held;
        }

        _isFirst = false;
        if (isOver)
            return Resolve(trade.EventTime, Saw(prices));
        return holds && MayFire(trade.EventTime) ? Fire($"trade:{trade.Id}", trade.EventTime, Saw(prices)) : null;
    }

    public override void Carry(ref StateCarrier state)
    {
        base.Carry(ref state);
        state.Carry(ref _isFirst);
        foreach (ref var held in _held.AsSpan())
            state.Carry(ref held);
    }

    private Measure[] Saw(LivePrices prices) =>
    [
        .. _comparisons.SelectMany(comparison => new[] { comparison.Left, comparison.Right })
            .Where(operand => operand is not NumberOperand).Distinct()
            .Select(operand => new Measure(operand.ToString()!, prices.ValueOf(operand)!.Value)),
    ];
}
