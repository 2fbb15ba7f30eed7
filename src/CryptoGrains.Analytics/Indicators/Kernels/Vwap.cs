using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>The day's volume-weighted average price.</summary>
internal sealed class Vwap : IndicatorKernel
{
    public static readonly IndicatorKind Kind = new(
        kernel: _ => new Vwap(),
        firstValue: _ => 0,
        barsNeeded: arguments => (int)(DayLength / arguments.BarLength))
    {
        Name = "vwap",
        Summary = "Volume-weighted average price of the day so far, from 00:00 UTC.",
        Outputs = [new("value", "the average price, in the quote asset")],
        Formula = "Σ(price · quantity) / Σ quantity of the day's trades: the day's quote volume by its volume",
        Edges = "Null until a day has been seen from its beginning, and for the rest of a day in which a bar did not tell its quote volume; null while nothing "
            + "has traded. A missing bar is a bar without trades.",
        Source = "S. A. Berkowitz, D. E. Logue, E. A. Noser, The Total Cost of Transactions on the NYSE, Journal of Finance 43, 1988.",
    };

    private static readonly long DayLength = Interval.OneDay.Length().Ticks / TimeSpan.TicksPerMicrosecond;

    // The sums of the quote volume and the volume, and whether the day's beginning was seen.
    public override int StateLength => (2 * ExactSum.Length) + 1;

    public override int Lookback(BarColumn column) => column == BarColumn.OpenTime ? 1 : 0;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        var day = DayOf(bars[BarColumn.OpenTime]);
        ref var isWhole = ref state[^1];
        if (bars.Index == 0)
        {
            isWhole = (long)bars[BarColumn.OpenTime] % DayLength == 0 ? 1 : 0;
        }
        else if (DayOf(bars[BarColumn.OpenTime, 1]) != day)
        {
            state.Clear();
            isWhole = 1;
        }

        ref var quote = ref ExactSum.In(state);
        ref var volume = ref ExactSum.In(state[ExactSum.Length..]);
        volume.Add(bars[BarColumn.Volume]);
        if (double.IsNaN(bars[BarColumn.QuoteVolume]))
            isWhole = 0;
        else
            quote.Add(bars[BarColumn.QuoteVolume]);
        if (isWhole != 0 && volume.Value > 0)
            outputs[0] = quote.Value / volume.Value;
    }

    private static long DayOf(double openTime) => (long)Math.Floor(openTime / DayLength);
}
