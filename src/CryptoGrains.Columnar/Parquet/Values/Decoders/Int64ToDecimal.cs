namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>A decimal of 64 bits as one of 128.</summary>
internal readonly struct Int64ToDecimal : IConversion<long, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(long stored) => stored;
}
