using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// Indicators over the bars of one instrument, in step with them: bars come in order, the newest one again and again while it runs, an earlier one
/// when a late trade changes it. The values are always, bit for bit, those of a series that was given each bar once, as it is now.
/// </summary>
/// <remarks>
/// It keeps a row of numbers for each of the newest bars: what the kernels hand on, and the values. A bar is computed from the row before it, so
/// replacing the newest is one step, and revising an earlier one a step for each bar since. Memory is bounded by the set: the rows, and the bars
/// that its indicators look back at. Nothing is allocated after the start. Not safe for use by several threads at once.
/// </remarks>
public sealed class IndicatorSeries
{
    private readonly double[] _rows;
    private readonly double[] _scratch;
    private readonly int _rowLength;
    private readonly int _rowCount;

    /// <summary>Makes a series without bars.</summary>
    public IndicatorSeries(IndicatorSet set)
    {
        Set = set;
        History = new BarHistory(set.Revisable, set.Lookback);
        _rowLength = set.StateLength + set.OutputCount;
        // The newest bar, those that can change, and the one before them.
        _rowCount = set.Revisable + 2;
        _rows = new double[_rowLength * _rowCount];
        _scratch = new double[set.ScratchLength];
    }

    /// <summary>Its indicators.</summary>
    public IndicatorSet Set { get; }

    /// <summary>How many bars there have been.</summary>
    public int Count => History.Count;

    /// <summary>The newest bar; null before the first.</summary>
    public Bar? Newest => Count == 0 ? null : History.BarAt(Count - 1);

    /// <summary>How many bars back there are values: of the newest one, and of those that can change.</summary>
    public int Kept => Math.Min(Count, Set.Revisable + 1);

    /// <summary>The bytes of memory that it takes, give or take a few objects' headers.</summary>
    public int Bytes => sizeof(double) * (_rows.Length + _scratch.Length + History.Length);

    internal BarHistory History { get; }

    /// <summary>Takes a bar in: a new one, the newest one as it is now, or an earlier one that has changed or was missing.</summary>
    /// <exception cref="ArgumentException">It is no bar of the interval; the message says why, and nothing has changed.</exception>
    public BarUpdate Update(in Bar bar)
    {
        if (bar.Refuse(Set.Interval) is { } mistake)
            throw new ArgumentException(mistake, nameof(bar));

        var place = History.PlaceOf(bar.OpenTime);
        if (place < 0)
            return BarUpdate.TooOld;

        var isKnown = place < Count && History.OpenTimeAt(place) == bar.OpenTime;
        if (isKnown && History.BarAt(place) == bar)
            return BarUpdate.Unchanged;

        if (isKnown)
            History.Set(place, bar);
        else
            History.Insert(place, bar);
        ComputeFrom(place);
        return (place < Count - 1, isKnown) switch
        {
            (true, _) => BarUpdate.Revised,
            (_, true) => BarUpdate.Replaced,
            _ => BarUpdate.Appended,
        };
    }

    /// <summary>A value.</summary>
    /// <param name="place">Which, by <see cref="IndicatorSet.PlaceOf"/>.</param>
    /// <param name="barsBack">At which bar: 0 is the newest, up to <see cref="Kept"/>.</param>
    /// <returns>The value; null while the indicator warms up, and where it has none.</returns>
    public double? Value(int place, int barsBack = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Set.OutputCount);
        ThrowIfNotKept(barsBack);
        var value = Row(Count - 1 - barsBack)[Set.StateLength + place];
        return double.IsFinite(value) ? value : null;
    }

    /// <summary>A value; null while the indicator warms up, and where it has none.</summary>
    public double? Value(IndicatorReference reference, int barsBack = 0) => Value(Set.PlaceOf(reference), barsBack);

    /// <summary>The open time of a bar of which there are values.</summary>
    public Timestamp OpenTime(int barsBack = 0)
    {
        ThrowIfNotKept(barsBack);
        return History.OpenTimeAt(Count - 1 - barsBack);
    }

    /// <summary>What the kernels had handed on after the bar before those that can change, all zero before the first.</summary>
    internal Span<double> OldestState => Row(Count - 1 - Kept)[..Set.StateLength];

    /// <summary>Computes a bar and all that follow.</summary>
    internal void ComputeFrom(int index)
    {
        for (; index < Count; index++)
            Compute(index);
    }

    private void Compute(int index)
    {
        History.Index = index;
        var row = Row(index);
        Row(index - 1)[..Set.StateLength].CopyTo(row);
        var state = row[..Set.StateLength];
        var outputs = row[Set.StateLength..];
        var scratch = _scratch.AsSpan();
        outputs.Fill(double.NaN);
        for (var i = 0; i < Set.Kernels.Length; i++)
        {
            var kernel = Set.Kernels[i];
            var count = Set.Definitions[i].Kind.Outputs.Length;
            kernel.Push(History, state[..kernel.StateLength], scratch[..kernel.ScratchLength], outputs[..count]);
            state = state[kernel.StateLength..];
            scratch = scratch[kernel.ScratchLength..];
            outputs = outputs[count..];
        }
    }

    // The row after a bar; -1 is before the first.
    private Span<double> Row(int index) => _rows.AsSpan((index + 1) % _rowCount * _rowLength, _rowLength);

    private void ThrowIfNotKept(int barsBack)
    {
        if (barsBack < 0 || barsBack >= Kept)
            throw new ArgumentOutOfRangeException(nameof(barsBack), barsBack, $"Values are kept of the newest {Kept} bars, which are 0 to {Kept - 1} back.");
    }
}
