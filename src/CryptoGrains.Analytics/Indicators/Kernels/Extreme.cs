namespace CryptoGrains.Analytics.Indicators;

/// <summary>The lowest low, or the highest high, of the last bars.</summary>
/// <remarks>
/// The bars are cut into blocks of the period. A window is the end of one block and the beginning of the next: the extremes of a block's ends are
/// computed once when it is full, those of the beginnings as bars come. Two comparisons a bar, and unlike a deque nothing is popped that going
/// back would miss. M. van Herk, A fast algorithm for local minimum and maximum filters, Pattern Recognition Letters 13, 1992.
/// </remarks>
internal sealed class Extreme(int period, BarColumn column) : IndicatorKernel
{
    public static readonly IndicatorKind Lowest = Of("min", "lowest", "low", BarColumn.Low);

    public static readonly IndicatorKind Highest = Of("max", "highest", "high", BarColumn.High);

    // The extreme of the block's bars so far.
    public override int StateLength => 1;

    // The extremes of the ends of the block before, by their first bar; and that block's number, counted from 1.
    public override int ScratchLength => period + 1;

    public override int Lookback(BarColumn other) => other == column ? period : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        var (block, place) = Math.DivRem(bars.Index, period);
        // Every bar of a block sees to the ends of the one before. So whoever goes back into a block has them computed anew on the way out of it.
        if (scratch[period] != block)
        {
            if (block > 0)
                FillEnds(bars, place, scratch);
            scratch[period] = block;
        }

        var now = bars[column];
        state[0] = place == 0 ? now : Further(state[0], now);
        if (bars.Index >= period - 1)
            outputs[0] = place == period - 1 ? state[0] : Further(state[0], scratch[place + 1]);
    }

    // Of the block before, only what the windows from here on reach is computed: what lies before it may have left the ring.
    private void FillEnds(BarHistory bars, int place, Span<double> scratch)
    {
        scratch[period - 1] = bars[column, place + 1];
        for (var i = period - 2; i > place; i--)
            scratch[i] = Further(scratch[i + 1], bars[column, place + period - i]);
    }

    private double Further(double left, double right) => column == BarColumn.Low ? Math.Min(left, right) : Math.Max(left, right);

    private static IndicatorKind Of(string name, string superlative, string price, BarColumn column) => new(
        kernel: arguments => new Extreme(arguments.Bars(0), column),
        firstValue: arguments => arguments.Bars(0) - 1,
        barsNeeded: arguments => arguments.Bars(0))
    {
        Name = name,
        Summary = $"The {superlative} {price} of the last bars.",
        Parameters = [IndicatorParameter.Period("period", 20)],
        Outputs = [new("value", "a price, in the quote asset")],
        Formula = $"the {superlative} of the last period {price}s, the bar's own among them",
        Edges = "Counts bars, not time: a missing bar is passed over.",
        Source = "R. D. Donchian, High Finance in Copper, Financial Analysts Journal 16, 1960.",
    };
}
