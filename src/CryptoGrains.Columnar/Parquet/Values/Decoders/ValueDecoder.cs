using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes the values of a page, in the type that they are given out in.</summary>
/// <typeparam name="T">That type.</typeparam>
internal abstract class ValueDecoder<T>
{
    /// <summary>The least bits that a value takes where values stand one behind the other.</summary>
    public abstract int LeastPlainBits { get; }

    /// <summary>Decodes as many values as are asked for. Dictionaries are the caller's business.</summary>
    /// <exception cref="InvalidDataException">There are not so many, they are damaged, or the encoding is not one for this type.</exception>
    public void Decode(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> into)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                DecodePlain(bytes, into);
                break;
            case PageEncoding.Rle:
                DecodeRle(bytes, into);
                break;
            case PageEncoding.DeltaBinaryPacked:
                DecodeDelta(bytes, into);
                break;
            case PageEncoding.DeltaLengthByteArray or PageEncoding.DeltaByteArray:
                DecodeByteArrays(encoding, bytes, into);
                break;
            case PageEncoding.ByteStreamSplit:
                DecodeSplit(bytes, into);
                break;
            default:
                throw Refused(encoding);
        }
    }

    /// <summary>Reads a bound of a column's statistics.</summary>
    /// <returns>False where the bytes are none, or no bound can be known from them.</returns>
    public abstract bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out T bound);

    /// <summary>Decodes values that stand one behind the other.</summary>
    protected abstract void DecodePlain(ReadOnlySpan<byte> bytes, Span<T> into);

    /// <summary>Decodes the RLE/bit-packing hybrid.</summary>
    protected virtual void DecodeRle(ReadOnlySpan<byte> bytes, Span<T> into) => throw Refused(PageEncoding.Rle);

    /// <summary>Decodes DELTA_BINARY_PACKED.</summary>
    protected virtual void DecodeDelta(ReadOnlySpan<byte> bytes, Span<T> into) => throw Refused(PageEncoding.DeltaBinaryPacked);

    /// <summary>Decodes DELTA_LENGTH_BYTE_ARRAY or DELTA_BYTE_ARRAY.</summary>
    protected virtual void DecodeByteArrays(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> into) => throw Refused(encoding);

    /// <summary>Decodes BYTE_STREAM_SPLIT.</summary>
    protected virtual void DecodeSplit(ReadOnlySpan<byte> bytes, Span<T> into) => throw Refused(PageEncoding.ByteStreamSplit);

    /// <summary>What is thrown where the bytes are too few.</summary>
    protected static InvalidDataException TooShort(int length, int count) =>
        new($"A page ends too early: {length} bytes do not hold {count} values.");

    /// <summary>What is thrown where the encoding is not one for the type.</summary>
    protected static InvalidDataException Refused(PageEncoding encoding) =>
        new($"The encoding {encoding} is not read for values of this type.");
}
