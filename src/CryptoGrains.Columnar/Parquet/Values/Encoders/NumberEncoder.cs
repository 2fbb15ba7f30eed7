using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes numbers that are in memory as they are in the file.</summary>
internal abstract class NumberEncoder<T, TKey> : ValueEncoder<T>
    where T : unmanaged
    where TKey : struct, IValueKey<T>
{
    /// <inheritdoc/>
    public override long PlainLength(ReadOnlySpan<T> values) => (long)values.Length * Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public override void WritePlain(ReadOnlySpan<T> values, ByteBuffer into) => into.Write(MemoryMarshal.AsBytes(values));

    /// <inheritdoc/>
    public override DistinctValues<T>? FindDistinct(ReadOnlySpan<T> values, Span<int> places) =>
        DistinctValues<T>.Find<TKey>(values, places);

    /// <summary>A number's bytes.</summary>
    protected static byte[] BytesOf(T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
