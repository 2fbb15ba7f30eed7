namespace CryptoGrains.Analytics.Indicators;

/// <summary>Simple moving average: the running mean of the closes.</summary>
internal sealed class Sma(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Sma(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0) - 1,
        barsNeeded: arguments => arguments.Bars(0))
    {
        Name = "sma",
        Summary = "Simple moving average: the running mean of the closes.",
        Parameters = [IndicatorParameter.Period("period", 20)],
        Outputs = [new("value", "the mean, in the quote asset")],
        Formula = "the sum of the last period closes, by period",
        Edges = "Counts bars, not time: a missing bar is passed over.",
        Source = "The arithmetic mean; TA-Lib's SMA is the same.",
    };

    public override int StateLength => ExactSum.Length;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? period : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        ref var sum = ref ExactSum.In(state);
        sum.Add(bars.Close());
        if (bars.Index >= period)
            sum.Add(-bars.Close(period));
        if (bars.Index >= period - 1)
            outputs[0] = sum.Value / period;
    }
}
