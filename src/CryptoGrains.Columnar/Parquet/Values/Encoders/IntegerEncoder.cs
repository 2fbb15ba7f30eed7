using System.Numerics;
using System.Runtime.CompilerServices;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes whole numbers of 32 or 64 bits.</summary>
internal abstract class IntegerEncoder<T, TKey> : NumberEncoder<T, TKey>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    where TKey : struct, IValueKey<T>
{
    private const int BlockValues = 128;

    /// <summary>What the head of a block of differences takes, about: its least difference and the width of each miniblock.</summary>
    private const int BlockHead = 8;

    /// <inheritdoc/>
    public override long? DeltaLength(ReadOnlySpan<T> values)
    {
        long length = 2 * BlockHead;
        for (var at = 1; at < values.Length; at += BlockValues)
        {
            var end = Math.Min(values.Length, at + BlockValues);
            var (least, greatest) = (T.MaxValue, T.MinValue);
            for (var i = at; i < end; i++)
            {
                var delta = unchecked(values[i] - values[i - 1]);
                least = T.Min(least, delta);
                greatest = T.Max(greatest, delta);
            }

            // Differences wrap around as the values do, and so does their range.
            var bits = 8 * Unsafe.SizeOf<T>() - int.CreateTruncating(T.LeadingZeroCount(unchecked(greatest - least)));
            length += BlockHead + (long)bits * (end - at) / 8;
        }

        return length;
    }

    /// <inheritdoc/>
    public override Bounds BoundsOf(ReadOnlySpan<T> values)
    {
        var (least, greatest) = (values[0], values[0]);
        foreach (var value in values)
        {
            least = T.Min(least, value);
            greatest = T.Max(greatest, value);
        }

        return new Bounds(BytesOf(least), BytesOf(greatest));
    }
}
