using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Indicators;

/// <summary>
/// The newest bars, a ring for each column as long as the indicators look back in it, which all indicators of a series share.
/// <see cref="Index"/> is the bar that is being computed: the kernels count back from it.
/// </summary>
internal sealed class BarHistory
{
    private const int Columns = (int)BarColumn.OpenTime + 1;

    private readonly double[][] _columns = new double[Columns][];
    private readonly int _revisable;

    /// <summary>Makes room.</summary>
    /// <param name="revisable">How many bars before the newest one can change.</param>
    /// <param name="lookback">How many bars before the one that is computed are read, of each column.</param>
    public BarHistory(int revisable, Func<BarColumn, int> lookback)
    {
        _revisable = revisable;
        for (var column = 0; column < Columns; column++)
            _columns[column] = new double[revisable + 1 + Math.Max(1, lookback((BarColumn)column))];
    }

    /// <summary>How many bars there have been.</summary>
    public int Count { get; private set; }

    /// <summary>How many numbers there is room for.</summary>
    public int Length => _columns.Sum(column => column.Length);

    /// <summary>The bar that is being computed, counted from 0.</summary>
    public int Index { get; set; }

    /// <summary>A number of the bar so many before <see cref="Index"/>.</summary>
    public double this[BarColumn column, int back = 0] => At(column, Index - back);

    /// <summary>The close of the bar so many before <see cref="Index"/>.</summary>
    public double Close(int back = 0) => At(BarColumn.Close, Index - back);

    /// <summary>A number of a bar by its index.</summary>
    public double At(BarColumn column, int index)
    {
        var ring = _columns[(int)column];
        return ring[(uint)index % (uint)ring.Length];
    }

    /// <summary>A whole bar: the newest one, or one that can be revised.</summary>
    public Bar BarAt(int index) => new(
        OpenTimeAt(index),
        At(BarColumn.Open, index),
        At(BarColumn.High, index),
        At(BarColumn.Low, index),
        At(BarColumn.Close, index),
        At(BarColumn.Volume, index),
        At(BarColumn.QuoteVolume, index) is var quote && double.IsNaN(quote) ? null : quote);

    /// <summary>A bar's open time.</summary>
    public Timestamp OpenTimeAt(int index) => new((long)At(BarColumn.OpenTime, index));

    /// <summary>Finds the place of an open time among the bars that can change: a bar's own, or the one before which it belongs.</summary>
    /// <returns>The index, <see cref="Count"/> behind the newest; negative if it lies too far back.</returns>
    public int PlaceOf(Timestamp openTime)
    {
        var place = Count;
        var oldest = Math.Max(0, Count - 1 - _revisable);
        while (place > oldest && OpenTimeAt(place - 1) >= openTime)
            place--;

        // What would come before the oldest bar may do so only where no bar has been forgotten, and one more can still be gone back over.
        var isInside = place > oldest || (place < Count && OpenTimeAt(place) == openTime) || (oldest == 0 && Count <= _revisable);
        return isInside ? place : -1;
    }

    /// <summary>Puts a bar in the place of another.</summary>
    public void Set(int index, in Bar bar)
    {
        Put(BarColumn.Open, index, bar.Open);
        Put(BarColumn.High, index, bar.High);
        Put(BarColumn.Low, index, bar.Low);
        Put(BarColumn.Close, index, bar.Close);
        Put(BarColumn.Volume, index, bar.Volume);
        Put(BarColumn.QuoteVolume, index, bar.QuoteVolume ?? double.NaN);
        Put(BarColumn.OpenTime, index, bar.OpenTime.Microseconds);
    }

    /// <summary>Makes room for a bar before another, or behind the newest.</summary>
    public void Insert(int index, in Bar bar)
    {
        for (var moved = Count; moved > index; moved--)
        {
            for (var column = BarColumn.Open; column <= BarColumn.OpenTime; column++)
                Put(column, moved, At(column, moved - 1));
        }

        Count++;
        Set(index, bar);
    }

    /// <summary>The rings and their number of bars as they are: for a snapshot.</summary>
    public IReadOnlyList<double[]> Rings => _columns;

    /// <summary>Sets the number of bars whose numbers a snapshot has put into <see cref="Rings"/>.</summary>
    public void Restore(int count) => Count = count;

    private void Put(BarColumn column, int index, double value)
    {
        var ring = _columns[(int)column];
        ring[(uint)index % (uint)ring.Length] = value;
    }
}
