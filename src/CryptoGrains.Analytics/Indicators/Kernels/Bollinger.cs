namespace CryptoGrains.Analytics.Indicators;

/// <summary>Bollinger bands.</summary>
internal sealed class Bollinger(int period, double deviations) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Bollinger(arguments.Bars(0), arguments.Number(1)),
        firstValue: arguments => arguments.Bars(0) - 1,
        barsNeeded: arguments => arguments.Bars(0))
    {
        Name = "bollinger",
        Summary = "Bollinger bands: the mean of the closes, and how far they usually lie from it.",
        Parameters =
        [
            IndicatorParameter.Period("period", 20), new("deviations", IndicatorParameterType.Number, 0.1, 10, 2),
        ],
        Outputs =
        [
            new("middle", "the mean of the last period closes, in the quote asset"),
            new("upper", "the middle and deviations standard deviations"),
            new("lower", "the middle less deviations standard deviations"),
            new("percent_b", "where the close lies: 0 on the lower band, 1 on the upper one"),
            new("bandwidth", "the distance of the bands, by the middle"),
        ],
        Formula = "the mean of the last period closes, and deviations times their population standard deviation (the square root of "
            + "Σ(close − mean)² / period) above and below it",
        Edges = "In a flat market the bands are equal to the middle and percent_b is null. Counts bars, not time: a missing bar is passed over.",
        Source = "J. Bollinger, Bollinger on Bollinger Bands, 2001.",
    };

    public override int StateLength => 2 * ExactSum.Length;

    public override int Lookback(BarColumn column) => column == BarColumn.Close ? period : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        ref var sum = ref ExactSum.In(state);
        ref var squares = ref ExactSum.In(state[ExactSum.Length..]);
        var close = bars.Close();
        sum.Add(close);
        squares.AddProduct(close, close);
        if (bars.Index >= period)
        {
            var gone = bars.Close(period);
            sum.Add(-gone);
            squares.AddProduct(gone, -gone);
        }

        if (bars.Index < period - 1)
            return;

        var middle = sum.Value / period;
        var distance = deviations * Math.Sqrt(Math.Max(0, ExactSum.Spread(period, sum, squares))) / period;
        outputs[0] = middle;
        outputs[1] = middle + distance;
        outputs[2] = middle - distance;
        if (distance > 0)
            outputs[3] = (close - outputs[2]) / (outputs[1] - outputs[2]);
        outputs[4] = 2 * distance / middle;
    }
}
