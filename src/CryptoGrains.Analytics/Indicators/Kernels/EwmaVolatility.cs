namespace CryptoGrains.Analytics.Indicators;

/// <summary>Exponentially weighted volatility.</summary>
internal sealed class EwmaVolatility(double lambda, int warmUp) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new EwmaVolatility(arguments.Number(0), WarmUp(arguments.Number(0))),
        firstValue: arguments => WarmUp(arguments.Number(0)),
        barsNeeded: arguments => 1 + Fading.ValuesUntilFaded(1 - arguments.Number(0)))
    {
        Name = "ewma-volatility",
        Summary = "Exponentially weighted volatility: the size of a bar's move, the newest bars counting most.",
        Parameters = [new("lambda", IndicatorParameterType.Number, 0.5, 0.995, 0.94)],
        Outputs = [new("value", "a fraction of the price, for one bar; not annualised")],
        Formula = "the square root of the weighted mean of the squared logarithmic returns from close to close, each weight lambda times the next bar's; "
            + "first when the weights of what came before the first bar would be 1 % or less. 0.94 is meant for bars of a day",
        Edges = "A missing bar is passed over: its return lies in the next bar's.",
        Source = "J.P. Morgan/Reuters, RiskMetrics Technical Document, 4th edition, 1996, chapter 5; weights scaled to a sum of 1.",
    };

    private const double Tolerance = 0.01;

    // The sums of the weighted squares, and of the weights.
    public override int StateLength => 2;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (bars.Index == 0)
            return;

        var change = LogReturn.Of(bars.Close(), bars.Close(1));
        state[0] = (lambda * state[0]) + (change * change);
        state[1] = (lambda * state[1]) + 1;
        if (bars.Index >= warmUp)
            outputs[0] = Math.Sqrt(state[0] / state[1]);
    }

    private static int WarmUp(double lambda) => (int)Math.Ceiling(Math.Log(Tolerance) / Math.Log(lambda));
}
