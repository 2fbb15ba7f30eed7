namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes byte strings of so many bytes each.</summary>
/// <param name="width">The bytes of a value.</param>
internal sealed class FixedBinaryDecoder(int width) : FixedBytesDecoder<byte[]>(width)
{
    /// <inheritdoc/>
    protected override byte[] Convert(ReadOnlySpan<byte> bytes) => bytes.ToArray();

    /// <inheritdoc/>
    protected override bool TryConvertBound(ReadOnlySpan<byte> bytes, bool isUpper, out byte[] bound)
    {
        bound = bytes.ToArray();
        return true;
    }
}
