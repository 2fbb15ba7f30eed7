namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>How often a node stands in the one above it. The numbers are the format's.</summary>
internal enum Repetition
{
    /// <summary>Once.</summary>
    Required = 0,

    /// <summary>Once or not at all.</summary>
    Optional = 1,

    /// <summary>Any number of times.</summary>
    Repeated = 2,
}
