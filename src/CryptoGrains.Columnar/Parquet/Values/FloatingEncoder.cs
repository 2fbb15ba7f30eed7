using System.Numerics;

namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>
/// Encodes floating-point numbers. NaN counts for no bound; a bound of zero has the sign that covers both zeros, as the format
/// wants it.
/// </summary>
internal sealed class FloatingEncoder<T, TKey> : NumberEncoder<T, TKey>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKey : struct, IValueKey<T>
{
    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<T> values)
    {
        var (least, greatest) = (T.PositiveInfinity, T.NegativeInfinity);
        var any = false;
        foreach (var value in values)
        {
            any |= !T.IsNaN(value);
            if (value < least)
                least = value;
            if (value > greatest)
                greatest = value;
        }

        return any
            ? new Bounds(BytesOf(T.IsZero(least) ? T.NegativeZero : least), BytesOf(T.IsZero(greatest) ? T.Zero : greatest))
            : default;
    }
}
