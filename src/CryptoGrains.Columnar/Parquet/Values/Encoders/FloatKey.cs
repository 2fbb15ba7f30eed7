namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Single precision by its bits: both zeros and every NaN stay what they are.</summary>
internal readonly struct FloatKey : IValueKey<float>
{
    /// <inheritdoc/>
    public static uint Hash(float value) => Int64Key.Hash(BitConverter.SingleToInt32Bits(value));

    /// <inheritdoc/>
    public static bool AreSame(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);
}
