namespace CryptoGrains.Analytics.Indicators;

/// <summary>A bar's volume against the bars before it.</summary>
internal sealed class VolumeRatio(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new VolumeRatio(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0),
        barsNeeded: arguments => arguments.Bars(0) + 1)
    {
        Name = "volume-ratio",
        Summary = "How many times the usual volume the bar has.",
        Parameters = [IndicatorParameter.Period("period", 20)],
        Outputs = [new("value", "1 is as usual, 3 is three times as much")],
        Formula = "the volume by the mean volume of the period bars before it; the bar itself is not among them, so that a spike does not hide itself",
        Edges = "Null where nothing traded in the bars before. The running bar is held against whole ones. A missing bar is passed over.",
        Source = "Relative volume, as trading screens have it; no first publication is known to us.",
    };

    public override int StateLength => ExactSum.Length;

    public override int Lookback(BarColumn column) => column == BarColumn.Volume ? period + 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (bars.Index == 0)
            return;

        ref var sum = ref ExactSum.In(state);
        sum.Add(bars[BarColumn.Volume, 1]);
        if (bars.Index > period)
            sum.Add(-bars[BarColumn.Volume, period + 1]);
        if (bars.Index >= period && sum.Value > 0)
            outputs[0] = bars[BarColumn.Volume] / (sum.Value / period);
    }
}
