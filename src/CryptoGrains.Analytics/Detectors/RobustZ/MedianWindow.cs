namespace CryptoGrains.Analytics.Detectors.RobustZ;

/// <summary>The last values of a series, with their median and their median absolute deviation from it (MAD).</summary>
/// <remarks>Adding a value, and the MAD, cost O(n) for n values; the median O(1). Of an even number the mean of the middle two counts.</remarks>
internal sealed class MedianWindow(int capacity)
{
    private readonly double[] _ring = new double[capacity];
    private readonly double[] _sorted = new double[capacity];
    private int _count;
    private int _next;

    public bool IsFull => _count == _ring.Length;

    public double Median => (_sorted[(_count - 1) / 2] + _sorted[_count / 2]) / 2;

    /// <summary>Adds a value; when the window is full, the oldest leaves.</summary>
    public void Add(double value)
    {
        if (IsFull)
            Remove(_ring[_next]);

        _ring[_next] = value;
        _next = (_next + 1) % _ring.Length;
        var at = Array.BinarySearch(_sorted, 0, _count, value);
        at = at < 0 ? ~at : at;
        Array.Copy(_sorted, at, _sorted, at + 1, _count - at);
        _sorted[at] = value;
        _count++;
    }

    /// <summary>The median absolute deviation from the median.</summary>
    public double Deviation()
    {
        // From the middle outwards the deviations come in rising order, now from the left, now from the right.
        var median = Median;
        var right = _count / 2;
        var left = right - 1;
        var (before, last) = (0.0, 0.0);
        for (var taken = 0; taken <= _count / 2; taken++)
        {
            before = last;
            last = left < 0 || (right < _count && _sorted[right] - median <= median - _sorted[left])
                ? _sorted[right++] - median
                : median - _sorted[left--];
        }

        return _count % 2 == 1 ? last : (before + last) / 2;
    }

    public void Carry(ref StateCarrier state)
    {
        var values = new double[_ring.Length];
        for (var i = 0; i < _count; i++)
            values[i] = _ring[(_next - _count + i + _ring.Length) % _ring.Length];
        var count = _count;
        state.Carry(ref count, _ring.Length);
        (_count, _next) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            state.Carry(ref values[i]);
            Add(values[i]);
        }
    }

    private void Remove(double value)
    {
        var at = Array.BinarySearch(_sorted, 0, _count, value);
        _count--;
        Array.Copy(_sorted, at + 1, _sorted, at, _count - at);
    }
}
