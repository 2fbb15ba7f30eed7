namespace CryptoGrains.Columnar.Parquet.Values.Encoders;

/// <summary>When two values are the same in a file: when their bytes are.</summary>
internal interface IValueKey<T>
{
    /// <summary>A number that is the same for values that are the same. Its upper bits are well spread.</summary>
    static abstract uint Hash(T value);

    /// <summary>Whether two values are the same.</summary>
    static abstract bool AreSame(T left, T right);
}
