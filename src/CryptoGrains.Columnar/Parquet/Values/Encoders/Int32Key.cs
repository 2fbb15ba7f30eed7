namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Keys of 32 bits.</summary>
internal readonly struct Int32Key : IValueKey<int>
{
    /// <inheritdoc/>
    public static uint Hash(int value) => Int64Key.Hash(value);

    /// <inheritdoc/>
    public static bool AreSame(int left, int right) => left == right;
}
