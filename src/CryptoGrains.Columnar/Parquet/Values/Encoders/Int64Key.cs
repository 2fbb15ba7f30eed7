namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Keys of 64 bits.</summary>
internal readonly struct Int64Key : IValueKey<long>
{
    /// <summary>2^64 divided by the golden ratio: a product's upper bits depend on all bits of the value.</summary>
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <inheritdoc/>
    public static uint Hash(long value) => (uint)((ulong)value * Golden >> 32);

    /// <inheritdoc/>
    public static bool AreSame(long left, long right) => left == right;
}
