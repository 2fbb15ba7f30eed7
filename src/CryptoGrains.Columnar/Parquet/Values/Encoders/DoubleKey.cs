namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>Double precision by its bits: both zeros and every NaN stay what they are.</summary>
internal readonly struct DoubleKey : IValueKey<double>
{
    /// <inheritdoc/>
    public static uint Hash(double value) => Int64Key.Hash(BitConverter.DoubleToInt64Bits(value));

    /// <inheritdoc/>
    public static bool AreSame(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);
}
