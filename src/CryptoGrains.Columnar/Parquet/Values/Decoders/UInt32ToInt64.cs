namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>An unsigned number of 32 bits as a signed one of 64.</summary>
internal readonly struct UInt32ToInt64 : IConversion<int, long>
{
    /// <inheritdoc/>
    public static long Convert(int stored) => (uint)stored;
}
