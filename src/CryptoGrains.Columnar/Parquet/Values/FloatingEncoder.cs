using System.Numerics;

namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>
/// Encodes floating-point numbers. Values with a NaN among them have no bounds: some readers take NaN for the greatest number,
/// and bounds of the others would hide it from them. A bound of zero has the sign that covers both zeros, as the format wants it.
/// </summary>
internal sealed class FloatingEncoder<T, TKey> : NumberEncoder<T, TKey>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKey : struct, IValueKey<T>
{
    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<T> values)
    {
        var (least, greatest) = (T.PositiveInfinity, T.NegativeInfinity);
        foreach (var value in values)
        {
            if (T.IsNaN(value))
                return default;

            if (value < least)
                least = value;
            if (value > greatest)
                greatest = value;
        }

        return new Bounds(BytesOf(T.IsZero(least) ? T.NegativeZero : least), BytesOf(T.IsZero(greatest) ? T.Zero : greatest));
    }
}
