using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes the values of a column chunk.</summary>
/// <typeparam name="T">The type that they come in.</typeparam>
internal abstract class ValueEncoder<T>
{
    /// <summary>The bytes of the values where they stand one behind the other.</summary>
    public abstract long PlainLength(ReadOnlySpan<T> values);

    /// <summary>Writes the values one behind the other.</summary>
    public abstract void WritePlain(ReadOnlySpan<T> values, ByteBuffer into);

    /// <summary>About how many bytes the values take as packed differences; null where they can't be written so.</summary>
    public virtual long? DeltaLength(ReadOnlySpan<T> values) => null;

    /// <summary>Writes the values as packed differences.</summary>
    public virtual void WriteDelta(ReadOnlySpan<T> values, ByteBuffer into) =>
        throw new NotSupportedException("Only whole numbers have differences.");

    /// <summary>Collects the different values; null where there may be too many for a dictionary to pay.</summary>
    /// <param name="values">The values.</param>
    /// <param name="places">For each value its place among the different ones.</param>
    public virtual DistinctValues<T>? FindDistinct(ReadOnlySpan<T> values, Span<int> places) => null;

    /// <summary>The bounds of some values, of which there is at least one.</summary>
    /// <exception cref="ArgumentException">A value is not one that the column can have.</exception>
    public abstract Bounds BoundsOf(ReadOnlySpan<T> values);
}
