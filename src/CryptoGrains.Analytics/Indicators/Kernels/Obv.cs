namespace CryptoGrains.Analytics.Indicators;

/// <summary>On-balance volume.</summary>
internal sealed class Obv : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: _ => new Obv(),
        firstValue: _ => 0,
        barsNeeded: _ => null)
    {
        Name = "obv",
        Summary = "On-balance volume: the volume of the bars that rose less that of the bars that fell.",
        Outputs = [new("value", "the balance since the first bar of the series, in the base asset: its changes say something, its level does not")],
        Formula = "0 at the first bar; then the volume is added where the close is above the one before, and taken away where it is below",
        Edges = "A bar that closes where the one before did changes nothing. A missing bar is passed over: the close before is the last there was.",
        Source = "J. E. Granville, New Key to Stock Market Profits, 1963.",
    };

    public override int StateLength => ExactSum.Length;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        ref var balance = ref ExactSum.In(state);
        if (bars.Index > 0)
            balance.Add(bars[BarColumn.Volume] * Math.Sign(bars.Close() - bars.Close(1)));
        outputs[0] = balance.Value;
    }
}
