namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Texts.</summary>
internal readonly struct TextKey : IValueKey<string>
{
    /// <inheritdoc/>
    public static uint Hash(string value) => (uint)StringComparer.Ordinal.GetHashCode(value);

    /// <inheritdoc/>
    public static bool AreSame(string left, string right) => left == right;
}
