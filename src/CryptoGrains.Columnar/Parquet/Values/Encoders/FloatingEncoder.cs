using System.Numerics;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>
/// Encodes floating-point numbers. With a NaN among them there are no bounds: the format leaves it out of them, yet many readers
/// hold it for the greatest number and would pass over it. A bound of zero has the sign that covers both zeros.
/// </summary>
internal sealed class FloatingEncoder<T, TKey> : NumberEncoder<T, TKey>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKey : struct, IValueKey<T>
{
    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<T> values)
    {
        var (least, greatest) = (values[0], values[0]);
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
