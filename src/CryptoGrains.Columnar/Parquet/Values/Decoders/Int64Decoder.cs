using CryptoGrains.Columnar.Parquet.Encodings;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes numbers of 64 bits.</summary>
internal sealed class Int64Decoder : NumberDecoder<long>
{
    /// <inheritdoc/>
    protected override void DecodeDelta(ReadOnlySpan<byte> bytes, Span<long> into) => DeltaBinaryPacked.Decode(bytes, into);
}
