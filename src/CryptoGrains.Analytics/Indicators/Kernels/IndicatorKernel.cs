namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// One indicator's calculation. It holds nothing itself: what it knows of a series is a few doubles, all zero before the first bar, which
/// the series copies from bar to bar. So going back is to take an earlier copy, and batch, stream and revision run the same code.
/// </summary>
internal abstract class IndicatorKernel
{
    /// <summary>How many doubles it hands on from bar to bar.</summary>
    public abstract int StateLength { get; }

    /// <summary>How many doubles it works with that follow from the bars alone: they are neither copied nor stored. All zero at first.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>How many bars before the one that is computed it reads a column of.</summary>
    public virtual int Lookback(BarColumn column) => 0;

    /// <summary>Computes the bar at <see cref="BarHistory.Index"/>.</summary>
    /// <param name="bars">The bars up to it.</param>
    /// <param name="state">What it knew after the bar before; what it knows after this one.</param>
    /// <param name="scratch">Its working space.</param>
    /// <param name="outputs">Gets its values. They are NaN on entry, and stay so where there is none.</param>
    public abstract void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs);
}
