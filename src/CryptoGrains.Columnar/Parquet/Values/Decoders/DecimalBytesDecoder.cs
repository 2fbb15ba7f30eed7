namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes decimals of as many bytes as each needs, the highest first.</summary>
internal sealed class DecimalBytesDecoder : ByteArrayDecoder<Int128>
{
    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out Int128 bound)
    {
        bound = 0;
        return !bytes.IsEmpty && BigEndian.TryRead(bytes, out bound);
    }

    /// <inheritdoc/>
    protected override Int128 Convert(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before, Int128 valueBefore) =>
        BigEndian.TryRead(bytes, out var value) ? value : throw new InvalidDataException("A decimal has more than 128 bits.");
}
