using System.Buffers;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes values of so many bytes each.</summary>
/// <param name="width">The bytes of a value: at least one.</param>
internal abstract class FixedBytesDecoder<T>(int width) : ValueDecoder<T>
{
    /// <inheritdoc/>
    public override int LeastPlainBits => checked(8 * width);

    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound)
    {
        bound = default!;
        return bytes.Length == width && TryConvertBound(bytes, isUpper, out bound);
    }

    /// <summary>A value of its bytes.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    protected abstract T Convert(ReadOnlySpan<byte> bytes);

    /// <summary>A bound of its bytes.</summary>
    /// <returns>False where it is none.</returns>
    protected abstract bool TryConvertBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound);

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<T> into)
    {
        if (bytes.Length < (long)into.Length * width)
            throw TooShort(bytes.Length, into.Length);

        for (var i = 0; i < into.Length; i++)
            into[i] = Convert(bytes.Slice(i * width, width));
    }

    /// <inheritdoc/>
    protected override void DecodeSplit(ReadOnlySpan<byte> bytes, Span<T> into)
    {
        // Before so much memory is taken.
        var length = (long)into.Length * width;
        if (bytes.Length < length)
            throw TooShort(bytes.Length, into.Length);

        var whole = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            ByteStreamSplit.Decode(bytes, width, whole.AsSpan(0, (int)length));
            DecodePlain(whole.AsSpan(0, (int)length), into);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    /// <inheritdoc/>
    protected override void DecodeByteArrays(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> into)
    {
        if (encoding != PageEncoding.DeltaByteArray)
            throw Refused(encoding);

        var arrays = new ByteArrays();
        DeltaByteArray.Decode(bytes, into.Length, arrays);
        for (var i = 0; i < into.Length; i++)
        {
            if (arrays[i].Length != width)
                throw new InvalidDataException($"A value has {arrays[i].Length} bytes, where all have {width}.");
            into[i] = Convert(arrays[i]);
        }
    }
}
