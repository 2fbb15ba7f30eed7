namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Byte strings.</summary>
internal readonly struct BinaryKey : IValueKey<byte[]>
{
    /// <inheritdoc/>
    public static uint Hash(byte[] value)
    {
        var hash = default(HashCode);
        hash.AddBytes(value);
        return (uint)hash.ToHashCode();
    }

    /// <inheritdoc/>
    public static bool AreSame(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);
}
