namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes byte strings.</summary>
internal sealed class BinaryDecoder : ByteArrayDecoder<byte[]>
{
    /// <inheritdoc/>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out byte[] bound)
    {
        bound = bytes.ToArray();
        return true;
    }

    /// <inheritdoc/>
    protected override byte[] Convert(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before, byte[] valueBefore) => bytes.ToArray();
}
