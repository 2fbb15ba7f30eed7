using CryptoGrains.Market;

namespace CryptoGrains.Streams.Blocks;

/// <summary>What a price is written as a difference to: the last price of the same instrument in the block.</summary>
internal struct PricePrediction
{
    private long _mantissa;
    private int _decimals;

    /// <summary>The last price at these decimals, cut towards zero; overflow wraps, in the encoder as in the decoder.</summary>
    public readonly long At(int decimals)
    {
        if (decimals == _decimals)
            return _mantissa;

        return decimals > _decimals
            ? unchecked(_mantissa * FixedPoint.PowerOfTen(decimals - _decimals))
            : _mantissa / FixedPoint.PowerOfTen(_decimals - decimals);
    }

    public void Set(long mantissa, int decimals)
    {
        _mantissa = mantissa;
        _decimals = decimals;
    }
}
