namespace CryptoGrains.Analytics.Indicators;

/// <summary>Signals to buy and to sell.</summary>
internal sealed class TradeSignal(int rsi, int fast, int slow, int signal) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new TradeSignal(arguments.Bars(0), arguments.Bars(1), arguments.Bars(2), arguments.Bars(3)),
        firstValue: arguments => Math.Max(arguments.Bars(0), Macd.FirstSignal(arguments.Bars(2), arguments.Bars(3))),
        barsNeeded: arguments => Math.Max(Fading.WilderBars(arguments.Bars(0)), Macd.BarsNeeded(arguments.Bars(2), arguments.Bars(3))))
    {
        Name = "trade-signal",
        Summary = "A signal to buy where an oversold market turns, to sell where an overbought one does.",
        Parameters =
        [
            IndicatorParameter.Period("rsi", 14), IndicatorParameter.Period("fast", 12), IndicatorParameter.Period("slow", 26),
            IndicatorParameter.Period("signal", 9),
        ],
        Outputs = [new("side", "1 buy, -1 sell, 0 neither")],
        Formula = "buy: the RSI is below 30 and the MACD line above its signal; sell: the RSI is above 70 and the MACD line below its signal",
        Edges = "As rsi and macd. A rule, not advice: its two conditions seldom meet.",
        Source = "Ours, from rsi and macd.",
        Refuse = values => values[1] < values[2] ? null : $"trade-signal's fast of {values[1]} has to be less than its slow of {values[2]}.",
    };

    private const double Oversold = 30;
    private const double Overbought = 70;

    private readonly Rsi _rsi = new(rsi);
    private readonly Macd _macd = new(fast, slow, signal);

    public override int StateLength => _rsi.StateLength + _macd.StateLength;

    public override int Lookback(BarColumn column) => Math.Max(_rsi.Lookback(column), _macd.Lookback(column));

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        Span<double> values = stackalloc double[1 + Macd.Outputs];
        values.Fill(double.NaN);
        _rsi.Push(bars, state, [], values);
        _macd.Push(bars, state[_rsi.StateLength..], [], values[1..]);
        var (index, line, signalLine) = (values[0], values[1 + Macd.Line], values[1 + Macd.Signal]);
        if (double.IsNaN(index) || double.IsNaN(signalLine))
            return;

        outputs[0] = (line > signalLine && index < Oversold, line < signalLine && index > Overbought) switch
        {
            (true, _) => 1,
            (_, true) => -1,
            _ => 0,
        };
    }
}
