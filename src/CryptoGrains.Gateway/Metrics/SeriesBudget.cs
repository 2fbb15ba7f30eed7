namespace CryptoGrains.Gateway.Metrics;

/// <summary>Counts out a fixed number of series, and what had to go without.</summary>
internal sealed class SeriesBudget(int most)
{
    private int _left = most;
    private long _dropped;

    /// <summary>How many measurements went uncounted for want of a series.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes room for one more series, or counts that there was none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
            return true;

        Interlocked.Increment(ref _left);
        Interlocked.Increment(ref _dropped);
        return false;
    }
}
