using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Metadata;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes values of any number of bytes.</summary>
internal abstract class ByteArrayDecoder<T> : ValueDecoder<T>
{
    /// <summary>
    /// How many bytes the values of a page may have however few bytes it has, and how many more for each of its bytes: those
    /// that share their beginnings make much of little.
    /// </summary>
    private const long LeastRoom = 1 << 20;
    private const long RoomPerByte = 4096;

    /// <inheritdoc/>
    public override int LeastPlainBits => 8 * sizeof(int);

    /// <summary>A value of its bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The bytes of the value before; nothing at first.</param>
    /// <param name="valueBefore">That value.</param>
    /// <exception cref="InvalidDataException">They are none.</exception>
    protected abstract T Convert(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before, T valueBefore);

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<T> into)
    {
        ReadOnlySpan<byte> before = default;
        T valueBefore = default!;
        var at = 0;
        for (var i = 0; i < into.Length; i++)
        {
            if (bytes.Length - at < sizeof(int))
                throw TooShort(bytes.Length, into.Length);

            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            at += sizeof(int);
            if (length > bytes.Length - at)
                throw TooShort(bytes.Length, into.Length);

            var value = bytes.Slice(at, (int)length);
            at += (int)length;
            into[i] = valueBefore = Convert(value, before, valueBefore);
            before = value;
        }
    }

    /// <inheritdoc/>
    protected override void DecodeByteArrays(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> into)
    {
        var arrays = new ByteArrays((int)Math.Min(LeastRoom + RoomPerByte * bytes.Length, ByteArrays.DefaultLimit));
        if (encoding == PageEncoding.DeltaByteArray)
            DeltaByteArray.Decode(bytes, into.Length, arrays);
        else
            DeltaLengthByteArray.Decode(bytes, into.Length, arrays);

        for (var i = 0; i < into.Length; i++)
            into[i] = i == 0 ? Convert(arrays[0], default, default!) : Convert(arrays[i], arrays[i - 1], into[i - 1]);
    }
}
