namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>An unsigned number of 32 bits as a signed one of 64.</summary>
internal readonly struct UInt32ToInt64 : IConversion<int, long>
{
    /// <inheritdoc/>
    public static long Convert(int stored) => (uint)stored;
}

/// <summary>An unsigned number of 64 bits as a decimal.</summary>
internal readonly struct UInt64ToDecimal : IConversion<long, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(long stored) => (ulong)stored;
}

/// <summary>A decimal of 32 bits as one of 128.</summary>
internal readonly struct Int32ToDecimal : IConversion<int, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(int stored) => stored;
}

/// <summary>A decimal of 64 bits as one of 128.</summary>
internal readonly struct Int64ToDecimal : IConversion<long, Int128>
{
    /// <inheritdoc/>
    public static Int128 Convert(long stored) => stored;
}

/// <summary>Milliseconds as microseconds.</summary>
internal readonly struct MillisToMicros : IConversion<long, long>
{
    /// <inheritdoc/>
    public static long Convert(long stored) => checked(stored * 1000);
}

/// <summary>Nanoseconds as microseconds: the digits below a microsecond are dropped, towards the past.</summary>
internal readonly struct NanosToMicros : IConversion<long, long>
{
    /// <inheritdoc/>
    public static long Convert(long stored) => stored >= 0 ? stored / 1000 : (stored + 1) / 1000 - 1;
}
