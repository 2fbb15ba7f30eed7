namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Nanoseconds as microseconds: the digits below a microsecond are dropped, towards the past.</summary>
internal readonly struct NanosToMicros : IConversion<long, long>
{
    /// <inheritdoc/>
    public static long Convert(long stored) => stored >= 0 ? stored / 1000 : (stored + 1) / 1000 - 1;
}
