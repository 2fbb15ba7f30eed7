namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>All compressions of the format. The numbers are the format's.</summary>
internal enum Codec
{
    /// <summary>None.</summary>
    Uncompressed = 0,

    /// <summary>Snappy, as a raw block.</summary>
    Snappy = 1,

    /// <summary>GZIP.</summary>
    Gzip = 2,

    /// <summary>LZO.</summary>
    Lzo = 3,

    /// <summary>Brotli.</summary>
    Brotli = 4,

    /// <summary>LZ4 in the framing of Hadoop, of old writers.</summary>
    Lz4 = 5,

    /// <summary>Zstandard.</summary>
    Zstd = 6,

    /// <summary>LZ4, as a raw block.</summary>
    Lz4Raw = 7,
}
