namespace CryptoGrains.Analytics.Indicators;

/// <summary>Wilder's average true range.</summary>
internal sealed class Atr(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Atr(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0),
        barsNeeded: arguments => Fading.WilderBars(arguments.Bars(0)))
    {
        Name = "atr",
        Summary = "Average true range: how far the price moves in a bar, jumps between bars included.",
        Parameters = [IndicatorParameter.Period("period", 14)],
        Outputs = [new("value", "the average range, in the quote asset")],
        Formula = "Wilder's average of the true range, which is the greatest of high − low, |high − previous close| and |low − previous close|: the mean "
            + "of the first period true ranges, then moved by 1/period of its distance to the true range. The first bar, which has no previous close, has none",
        Edges = "A missing bar is passed over: the previous close is the last there was.",
        Source = "J. W. Wilder, New Concepts in Technical Trading Systems, 1978.",
    };

    private readonly double _weight = Fading.WilderWeight(period);

    public override int StateLength => 1;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (bars.Index == 0)
            return;

        var before = bars.Close(1);
        var range = Math.Max(bars[BarColumn.High], before) - Math.Min(bars[BarColumn.Low], before);
        if (Fading.Add(ref state[0], range, bars.Index - 1, period, _weight))
            outputs[0] = state[0];
    }
}
