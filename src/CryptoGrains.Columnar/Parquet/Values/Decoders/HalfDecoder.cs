using System.Buffers.Binary;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes numbers of half precision as numbers of single precision, which hold all of them.</summary>
internal sealed class HalfDecoder() : FixedBytesDecoder<float>(Width)
{
    /// <summary>The bytes of a value.</summary>
    public const int Width = 2;

    /// <inheritdoc/>
    protected override float Convert(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);

    /// <inheritdoc/>
    protected override bool TryConvertBound(ReadOnlySpan<byte> bytes, bool isUpper, out float bound)
    {
        bound = Convert(bytes);
        if (bound == 0)
            bound = isUpper ? 0f : -0f;
        return !float.IsNaN(bound);
    }
}
