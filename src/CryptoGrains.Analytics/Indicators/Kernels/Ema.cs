namespace CryptoGrains.Analytics.Indicators;

/// <summary>Exponential moving average of the closes.</summary>
internal sealed class Ema(int period) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Ema(arguments.Bars(0)),
        firstValue: arguments => arguments.Bars(0) - 1,
        barsNeeded: arguments => Fading.ExponentialBars(arguments.Bars(0)))
    {
        Name = "ema",
        Summary = "Exponential moving average of the closes.",
        Parameters = [IndicatorParameter.Period("period", 20)],
        Outputs = [new("value", "the average, in the quote asset")],
        Formula = "the first value is the mean of the first period closes; each later one moves by 2/(period + 1) of its distance to the close",
        Edges = "Counts bars, not time: a missing bar is passed over.",
        Source = "P. N. Haurlan, Measuring Trend Values, 1968; the seed as in TA-Lib.",
    };

    private readonly double _weight = Fading.ExponentialWeight(period);

    public override int StateLength => 1;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        if (Fading.Add(ref state[0], bars.Close(), bars.Index, period, _weight))
            outputs[0] = state[0];
    }
}
