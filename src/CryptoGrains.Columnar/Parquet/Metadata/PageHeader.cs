namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>What stands before a page's bytes.</summary>
internal readonly record struct PageHeader
{
    /// <summary>What the page is.</summary>
    public PageKind Kind { get; init; }

    /// <summary>Its bytes in the file, behind this header.</summary>
    public int CompressedLength { get; init; }

    /// <summary>Its bytes when they are no longer compressed.</summary>
    public int UncompressedLength { get; init; }

    /// <summary>The checksum of the bytes in the file; null where the writer took none.</summary>
    public uint? Crc { get; init; }

    /// <summary>Its values, with those that are missing.</summary>
    public int ValueCount { get; init; }

    /// <summary>How the values are encoded.</summary>
    public PageEncoding Encoding { get; init; }

    /// <summary>How the definition levels of a <see cref="PageKind.Data"/> page are encoded.</summary>
    public PageEncoding DefinitionEncoding { get; init; }

    /// <summary>How the repetition levels of a <see cref="PageKind.Data"/> page are encoded.</summary>
    public PageEncoding RepetitionEncoding { get; init; }

    /// <summary>The bytes of the definition levels of a <see cref="PageKind.DataV2"/> page.</summary>
    public int DefinitionLength { get; init; }

    /// <summary>The bytes of the repetition levels of a <see cref="PageKind.DataV2"/> page.</summary>
    public int RepetitionLength { get; init; }

    /// <summary>Whether the values of a <see cref="PageKind.DataV2"/> page are compressed.</summary>
    public bool IsCompressed { get; init; }
}
