using CryptoGrains.Columnar.Parquet.Encodings;
using CryptoGrains.Columnar.Parquet.Pages;

namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Encodes whole numbers of 32 bits.</summary>
internal sealed class Int32Encoder : IntegerEncoder<int, Int32Key>
{
    /// <inheritdoc/>
    public override void WriteDelta(ReadOnlySpan<int> values, ByteBuffer into) => DeltaBinaryPacked.Encode(values, into);
}
