namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Milliseconds as microseconds.</summary>
internal readonly struct MillisToMicros : IConversion<long, long>
{
    /// <inheritdoc/>
    public static long Convert(long stored) => checked(stored * 1000);
}
