using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>The change of the close over a length of time.</summary>
internal sealed class Return(long span, int bars) : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Return(arguments.Span(0), BarsOf(arguments)),
        firstValue: BarsOf,
        barsNeeded: arguments => BarsOf(arguments) + 1)
    {
        Name = "return",
        Summary = "How far the close has moved over a length of time.",
        Parameters = [new("span", IndicatorParameterType.Span, Minutes(1), Minutes(7 * 24 * 60), Minutes(60))],
        Outputs = [new("value", "a fraction of the close then: 0.01 is a rise of 1 %")],
        Formula = "(close − close then) / close then, where then is span before the bar's end",
        Edges = "Goes by time: close then is the last close at or before then, however long before, and null if there is none. The span is a whole number of "
            + $"bars, {MostBars:#,0} at the most: a week of 5m.",
        Source = "J. Y. Campbell, A. W. Lo, A. C. MacKinlay, The Econometrics of Financial Markets, 1997, section 1.4: the simple net return.",
        RefuseInterval = RefuseInterval,
    };

    private const int MostBars = 2_016;

    // The index of the bar whose close it is held against; once there is one.
    public override int StateLength => 1;

    // A series without missing bars looks back furthest.
    public override int Lookback(BarColumn column) => column is BarColumn.Close or BarColumn.OpenTime ? bars : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        // A bar's end is as far from another's end as their open times are.
        var then = bars[BarColumn.OpenTime] - span;
        var reference = (int)state[0];
        while (reference < bars.Index && bars.At(BarColumn.OpenTime, reference + 1) <= then)
            reference++;
        state[0] = reference;

        var before = bars.At(BarColumn.Close, reference);
        if (bars.At(BarColumn.OpenTime, reference) <= then)
            outputs[0] = (bars.Close() - before) / before;
    }

    private static long Minutes(int count) => count * 60_000_000L;

    private static int BarsOf(IndicatorArguments arguments) => (int)(arguments.Span(0) / arguments.BarLength);

    private static string? RefuseInterval(IndicatorArguments arguments)
    {
        var (span, interval) = (SpanText.Format(arguments.Span(0)), arguments.Interval.Name());
        if (arguments.Span(0) % arguments.BarLength != 0)
            return $"return({span}) is not a whole number of bars of {interval}: take shorter bars.";
        return BarsOf(arguments) > MostBars
            ? $"return({span}) looks back over {BarsOf(arguments):#,0} bars of {interval}, and {MostBars:#,0} are kept: take longer bars."
            : null;
    }
}
