using System.Numerics;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes floating-point numbers. A bound of zero has the sign that covers both zeros, and NaN is no bound.</summary>
internal sealed class FloatingDecoder<T> : NumberDecoder<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound)
    {
        if (!base.TryReadBound(bytes, isUpper, out bound) || T.IsNaN(bound))
            return false;

        if (T.IsZero(bound))
            bound = isUpper ? T.Zero : T.NegativeZero;
        return true;
    }
}
