using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes decimals of so many bytes each, the highest first.</summary>
/// <param name="width">The bytes of a value.</param>
internal sealed class FixedDecimalDecoder(int width) : FixedBytesDecoder<Int128>(width)
{
    /// <inheritdoc/>
    protected override Int128 Convert(ReadOnlySpan<byte> bytes) => BigEndian.TryRead(bytes, out var value)
        ? value
        : throw new InvalidDataException("A decimal has more than 128 bits.");

    /// <inheritdoc/>
    protected override bool TryConvertBound(ReadOnlySpan<byte> bytes, bool isUpper, out Int128 bound) =>
        BigEndian.TryRead(bytes, out bound);

    /// <inheritdoc/>
    protected override void DecodePlain(ReadOnlySpan<byte> bytes, Span<Int128> into)
    {
        if (LeastPlainBits != 8 * BigEndian.Int128Bytes)
        {
            base.DecodePlain(bytes, into);
            return;
        }

        if (bytes.Length < (long)into.Length * BigEndian.Int128Bytes)
            throw TooShort(bytes.Length, into.Length);

        for (var i = 0; i < into.Length; i++)
            into[i] = BinaryPrimitives.ReadInt128BigEndian(bytes[(i * BigEndian.Int128Bytes)..]);
    }
}
