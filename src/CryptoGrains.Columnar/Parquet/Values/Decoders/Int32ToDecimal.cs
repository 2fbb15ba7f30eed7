namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>A decimal of 32 bits as one of 128.</summary>
internal readonly struct Int32ToDecimal : IConversion<int, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(int stored) => stored;
}
