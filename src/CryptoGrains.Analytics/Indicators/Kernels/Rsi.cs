namespace CryptoGrains.Analytics.Indicators;

/// <summary>Wilder's relative strength index.</summary>
internal sealed class Rsi(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Rsi(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0),
        barsNeeded: arguments => Fading.WilderBars(arguments.Bars(0)))
    {
        Name = "rsi",
        Summary = "Relative strength index: how much of the recent movement went up.",
        Parameters = [IndicatorParameter.Period("period", 14)],
        Outputs = [new("value", "0 (only falls) to 100 (only rises)")],
        Formula = "100 · gain / (gain + loss): Wilder's averages of the rises and of the falls from close to close, each the mean of the first "
            + "period changes, then moved by 1/period of its distance to the change",
        Edges = "A flat market, which neither rises nor falls, is 50 (TA-Lib says 0, Lean 100). A missing bar is passed over: "
            + "the change is from the last close there was.",
        Source = "J. W. Wilder, New Concepts in Technical Trading Systems, 1978.",
    };

    // Far below any price's change, and far above where a double begins to lose its digits: after thousands of flat bars both averages
    // have come down here, and what was left of them would be noise.
    private const double Vanished = 1e-250;

    private readonly double _weight = Fading.WilderWeight(period);

    public override int StateLength => 2;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (bars.Index == 0)
            return;

        var change = bars.Close() - bars.Close(1);
        ref var gain = ref state[0];
        ref var loss = ref state[1];
        Fading.Add(ref gain, Math.Max(change, 0), bars.Index - 1, period, _weight);
        var isReady = Fading.Add(ref loss, Math.Max(-change, 0), bars.Index - 1, period, _weight);
        if (gain + loss < Vanished)
            (gain, loss) = (0, 0);
        if (isReady)
            outputs[0] = gain + loss == 0 ? 50 : 100 * (gain / (gain + loss));
    }
}
