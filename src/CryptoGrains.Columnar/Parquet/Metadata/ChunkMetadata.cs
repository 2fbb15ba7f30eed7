using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Where a column chunk lies in the file, and how it is stored.</summary>
internal sealed record ChunkMetadata
{
    /// <summary>How its values are stored.</summary>
    public PhysicalType Type { get; init; }

    /// <summary>How its pages are compressed.</summary>
    public Codec Codec { get; init; }

    /// <summary>The encodings of its pages.</summary>
    public IReadOnlyList<PageEncoding> Encodings { get; init; } = [];

    /// <summary>Its values, with those that are missing.</summary>
    public long ValueCount { get; init; }

    /// <summary>Its bytes in the file with the page headers.</summary>
    public long CompressedLength { get; init; }

    /// <summary>Its bytes with the page headers when they are no longer compressed.</summary>
    public long UncompressedLength { get; init; }

    /// <summary>Where its first data page begins.</summary>
    public long DataOffset { get; init; }

    /// <summary>Where its dictionary begins; 0 where it has none.</summary>
    public long DictionaryOffset { get; init; }

    /// <summary>What is said of its values.</summary>
    public ChunkStatistics? Statistics { get; init; }

    /// <summary>Why it can't be read, as the end of a sentence about it; null where it may be tried.</summary>
    public string? Refusal { get; init; }

    /// <summary>Where its first page begins.</summary>
    public long Offset => DictionaryOffset > 0 ? Math.Min(DictionaryOffset, DataOffset) : DataOffset;
}
