namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Keys of 128 bits.</summary>
internal readonly struct Int128Key : IValueKey<Int128>
{
    /// <inheritdoc/>
    public static uint Hash(Int128 value) =>
        Int64Key.Hash(unchecked((long)(ulong)value)) ^ Int64Key.Hash(unchecked((long)(ulong)(value >> 64)) + 1);

    /// <inheritdoc/>
    public static bool AreSame(Int128 left, Int128 right) => left == right;
}
