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

    /// <summary>The order of the rules.</summary>
    public static Comparer<LiveWatch> ByRule { get; } = Comparer<LiveWatch>.Create((left, right) =>
        string.CompareOrdinal(left.Rule.Id, right.Rule.Id) is var order and not 0 ? order : left.Rule.Version.CompareTo(right.Rule.Version));

    /// <summary>Until the price is below this nothing can become of it; null where something can.</summary>
    public double? SleepsAbove => Threshold is { } threshold && _comparisons[0].Holds(0, 1) ? threshold : null;

    /// <summary>Until the price is above this nothing can become of it; null where something can.</summary>
    public double? SleepsBelow => Threshold is { } threshold && _comparisons[0].Holds(1, 0) ? threshold : null;

    /// <summary>The number that the price alone is compared with, where no alert is open and the last price was not beyond it.</summary>
    private double? Threshold => OpenCause is null && !_isFirst && _comparisons is [{ Left: PriceOperand, Right: NumberOperand number }] && !_held[0]
        ? number.Value
        : null;

    /// <summary>The changes that it asks for.</summary>
    public IEnumerable<TimeSpan> Spans => _comparisons
        .SelectMany(comparison => new[] { comparison.Left, comparison.Right }).OfType<ChangeOperand>().Select(change => change.Span);

    /// <summary>Looks at the newest price.</summary>
    /// <param name="cause">What an alert that begins here is said to begin with.</param>
    /// <param name="at">When the price was paid.</param>
    /// <param name="prices">The price, and how far it is from earlier ones.</param>
    /// <returns>What became of the alert; null as a rule.</returns>
    public RuleEvent? Look(Func<string> cause, Timestamp at, LivePrices prices)
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
            return Resolve(at, Saw(prices));
        return holds && MayFire(at) ? Fire(cause(), at, Saw(prices)) : null;
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
