namespace CryptoGrains.Columnar.Parquet;

/// <summary>How a file is written.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>What is used where nothing is said.</summary>
    public static readonly ParquetWriterOptions Default = new();

    /// <summary>The compression of its pages: Snappy.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>The most rows of a data page: 20,000.</summary>
    public int PageRows { get; init; } = 20_000;
}
