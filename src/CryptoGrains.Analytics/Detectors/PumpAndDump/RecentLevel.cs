namespace CryptoGrains.Analytics.Detectors.PumpAndDump;

/// <summary>What an instrument has lately been like, chunk by chunk: exponentially weighted means over a memory of some chunks.</summary>
/// <remarks>The first chunks count alike, so the means are right from the beginning: a chunk's weight is 1/n, and never under 1/memory.</remarks>
internal struct RecentLevel(int memory)
{
    private readonly int _memory = memory;
    private int _chunks;
    private double _price;
    private double _variance;
    private double _volume;
    private double _rushOrders;

    /// <summary>The chunks seen, counted up to the memory.</summary>
    public readonly int Chunks => _chunks;

    /// <summary>The mean of the closing prices.</summary>
    public readonly double Price => _price;

    /// <summary>Their standard deviation from the mean, as a fraction of it.</summary>
    public readonly double Deviation => _price > 0 ? Math.Sqrt(_variance) / _price : 0;

    /// <summary>The mean volume of a chunk, in the quote asset.</summary>
    public readonly double Volume => _volume;

    /// <summary>The mean number of rush orders in a chunk.</summary>
    public readonly double RushOrders => _rushOrders;

    /// <summary>Adds a chunk. One in which nothing traded has the price of the one before it.</summary>
    public void Add(double price, double volume, double rushOrders)
    {
        _chunks = Math.Min(_chunks + 1, _memory);
        var weight = 1.0 / _chunks;
        var off = price - _price;
        _price += weight * off;
        _variance = (1 - weight) * (_variance + (weight * off * off));
        _volume += weight * (volume - _volume);
        _rushOrders += weight * (rushOrders - _rushOrders);
    }

    public void Carry(ref StateCarrier state)
    {
        state.Carry(ref _chunks, _memory);
        state.Carry(ref _price);
        state.Carry(ref _variance);
        state.Carry(ref _volume);
        state.Carry(ref _rushOrders);
    }
}
