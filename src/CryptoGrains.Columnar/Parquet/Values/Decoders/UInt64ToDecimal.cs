namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>An unsigned number of 64 bits as a decimal.</summary>
internal readonly struct UInt64ToDecimal : IConversion<long, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(long stored) => (ulong)stored;
}
