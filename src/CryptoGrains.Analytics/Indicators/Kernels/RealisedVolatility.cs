namespace CryptoGrains.Analytics.Indicators;

/// <summary>Realised volatility.</summary>
internal sealed class RealisedVolatility(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new RealisedVolatility(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0),
        barsNeeded: arguments => arguments.Bars(0) + 1)
    {
        Name = "realised-volatility",
        Summary = "Realised volatility: how far the price has moved over the last bars, up or down.",
        Parameters = [IndicatorParameter.Period("period", 20)],
        Outputs = [new("value", "a fraction of the price, for the time of period bars; not annualised")],
        Formula = "the square root of the sum of the last period squared logarithmic returns from close to close; their mean is not taken away",
        Edges = "0 in a flat market. A missing bar is passed over: its return lies in the next bar's.",
        Source = "T. G. Andersen, T. Bollerslev, F. X. Diebold, P. Labys, Modeling and Forecasting Realized Volatility, Econometrica 71, 2003.",
    };

    public override int StateLength => ExactSum.Length;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? period + 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (bars.Index == 0)
            return;

        ref var squares = ref ExactSum.In(state);
        squares.Add(SquareAt(bars, 0));
        if (bars.Index > period)
            squares.Add(-SquareAt(bars, period));
        if (bars.Index >= period)
            outputs[0] = Math.Sqrt(squares.Value);
    }

    private static double SquareAt(BarHistory bars, int back)
    {
        var change = LogReturn.Of(bars.Close(back), bars.Close(back + 1));
        return change * change;
    }
}
