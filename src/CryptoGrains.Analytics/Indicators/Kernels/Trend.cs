namespace CryptoGrains.Analytics.Indicators;

/// <summary>The class of a trend.</summary>
internal sealed class Trend(int fast, int slow, int rsi) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Trend(arguments.Bars(0), arguments.Bars(1), arguments.Bars(2)),
        firstValue: FirstClass,
        barsNeeded: arguments => Math.Max(arguments.Bars(1), Fading.WilderBars(arguments.Bars(2))))
    {
        Name = "trend",
        Summary = "The trend in four classes: STRONG_BULLISH, WEAK_BULLISH, WEAK_BEARISH, STRONG_BEARISH.",
        Parameters =
        [
            IndicatorParameter.Period("fast", 7), IndicatorParameter.Period("slow", 30), IndicatorParameter.Period("rsi", 14),
        ],
        Outputs = [new("class", "2 STRONG_BULLISH, 1 WEAK_BULLISH, -1 WEAK_BEARISH, -2 STRONG_BEARISH")],
        Formula = "sma(fast) above sma(slow): STRONG_BULLISH where the RSI is above 50, otherwise WEAK_BULLISH; sma(fast) below sma(slow) and the RSI below 50: "
            + "STRONG_BEARISH; everything else: WEAK_BEARISH",
        Edges = "A market that has always been flat is WEAK_BEARISH: the means are equal. As sma and rsi otherwise.",
        Source = "Ours, from sma and rsi.",
        Refuse = values => values[0] < values[1] ? null : $"trend's fast of {values[0]} has to be less than its slow of {values[1]}.",
    };

    private readonly Sma _fast = new(fast);
    private readonly Sma _slow = new(slow);
    private readonly Rsi _rsi = new(rsi);

    public override int StateLength => _fast.StateLength + _slow.StateLength + _rsi.StateLength;

    public override int Lookback(BarColumn column) =>
        Math.Max(_fast.Lookback(column), Math.Max(_slow.Lookback(column), _rsi.Lookback(column)));

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        Span<double> values = [double.NaN, double.NaN, double.NaN];
        _fast.Push(bars, state, [], values);
        _slow.Push(bars, state[_fast.StateLength..], [], values[1..]);
        _rsi.Push(bars, state[(_fast.StateLength + _slow.StateLength)..], [], values[2..]);
        if (!double.IsNaN(values[1]) && !double.IsNaN(values[2]))
            outputs[0] = (double)Classify(values[0], values[1], values[2]);
    }

    private static TrendClass Classify(double fast, double slow, double rsi) => (fast > slow, fast < slow) switch
    {
        (true, _) => rsi > 50 ? TrendClass.StrongBullish : TrendClass.WeakBullish,
        (_, true) when rsi < 50 => TrendClass.StrongBearish,
        _ => TrendClass.WeakBearish,
    };

    private static int FirstClass(IndicatorArguments arguments) => Math.Max(arguments.Bars(1) - 1, arguments.Bars(2));
}
