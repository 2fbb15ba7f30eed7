using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes numbers that are in memory as they are in the file.</summary>
internal class NumberDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public override int LeastPlainBits => 8 * Unsafe.SizeOf<T>();

    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound)
    {
        bound = default;
        return bytes.Length == Unsafe.SizeOf<T>() && MemoryMarshal.TryRead(bytes, out bound);
    }

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<T> into)
    {
        var needed = (long)into.Length * Unsafe.SizeOf<T>();
        if (bytes.Length < needed)
            throw TooShort(bytes.Length, into.Length);

        bytes[..(int)needed].CopyTo(MemoryMarshal.AsBytes(into));
    }

    /// <inheritdoc/>
    protected override void DecodeSplit(ReadOnlySpan<byte> bytes, Span<T> into) =>
        ByteStreamSplit.Decode(bytes, Unsafe.SizeOf<T>(), MemoryMarshal.AsBytes(into));
}
