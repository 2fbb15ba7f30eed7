namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>Keys of 32 bits.</summary>
internal readonly struct Int32Key : IValueKey<int>
{
    /// <inheritdoc/>
    public static uint Hash(int value) => Int64Key.Hash(value);

    /// <inheritdoc/>
    public static bool AreSame(int left, int right) => left == right;
}

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

/// <summary>Keys of 128 bits.</summary>
internal readonly struct Int128Key : IValueKey<Int128>
{
    /// <inheritdoc/>
    public static uint Hash(Int128 value) =>
        Int64Key.Hash(unchecked((long)(ulong)value)) ^ Int64Key.Hash(unchecked((long)(ulong)(value >> 64)) + 1);

    /// <inheritdoc/>
    public static bool AreSame(Int128 left, Int128 right) => left == right;
}

/// <summary>Single precision by its bits: both zeros and every NaN stay what they are.</summary>
internal readonly struct FloatKey : IValueKey<float>
{
    /// <inheritdoc/>
    public static uint Hash(float value) => Int64Key.Hash(BitConverter.SingleToInt32Bits(value));

    /// <inheritdoc/>
    public static bool AreSame(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);
}

/// <summary>Double precision by its bits: both zeros and every NaN stay what they are.</summary>
internal readonly struct DoubleKey : IValueKey<double>
{
    /// <inheritdoc/>
    public static uint Hash(double value) => Int64Key.Hash(BitConverter.DoubleToInt64Bits(value));

    /// <inheritdoc/>
    public static bool AreSame(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);
}

/// <summary>Texts.</summary>
internal readonly struct TextKey : IValueKey<string>
{
    /// <inheritdoc/>
    public static uint Hash(string value) => (uint)StringComparer.Ordinal.GetHashCode(value);

    /// <inheritdoc/>
    public static bool AreSame(string left, string right) => left == right;
}

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
