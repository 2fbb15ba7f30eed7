using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes whole numbers of 64 bits.</summary>
internal sealed class Int64Encoder : IntegerEncoder<long, Int64Key>
{
    /// <inheritdoc/>
    public override void WriteDelta(ReadOnlySpan<long> values, ByteBuffer into) => DeltaBinaryPacked.Encode(values, into);
}
