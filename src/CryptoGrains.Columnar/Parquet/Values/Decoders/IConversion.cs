namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Makes the value that is given out of the one that is stored.</summary>
/// <typeparam name="TStored">The type of the stored value.</typeparam>
/// <typeparam name="T">The type that is given out.</typeparam>
internal interface IConversion<TStored, T>
{
    /// <summary>Converts a value. The order of values stays as it is.</summary>
    /// <exception cref="OverflowException">It can't be had in the other type.</exception>
    static abstract T Convert(TStored stored);
}
