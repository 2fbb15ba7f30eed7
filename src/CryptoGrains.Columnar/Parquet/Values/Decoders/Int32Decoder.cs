using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes numbers of 32 bits.</summary>
internal sealed class Int32Decoder : NumberDecoder<int>
{
    /// <inheritdoc/>
    protected override void DecodeDelta(ReadOnlySpan<byte> bytes, Span<int> into) => DeltaBinaryPacked.Decode(bytes, into);
}
