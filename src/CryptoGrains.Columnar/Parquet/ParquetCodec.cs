namespace CryptoGrains.Columnar.Parquet;

/// <summary>How the pages of a file are compressed.</summary>
public enum ParquetCodec
{
    /// <summary>Not at all.</summary>
    Uncompressed,

    /// <summary>Snappy: fast.</summary>
    Snappy,

    /// <summary>GZIP: small.</summary>
    Gzip,
}
