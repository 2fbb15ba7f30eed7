using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Writes the column chunks of a leaf.</summary>
/// <param name="leaf">The leaf.</param>
internal abstract class ChunkWriter(Leaf leaf)
{
    /// <summary>The leaf.</summary>
    protected Leaf Leaf { get; } = leaf;

    /// <summary>Writes a value for each row.</summary>
    /// <exception cref="ArgumentException">The values are of another type, or not ones that the column can have.</exception>
    public abstract ChunkMetadata Write(ColumnData data, int pageRows, PageWriter pages);

    /// <summary>Writes values with their levels.</summary>
    /// <exception cref="ArgumentException">The values are of another type, or not ones that the column can have.</exception>
    public abstract ChunkMetadata Write(LeafData data, int pageRows, PageWriter pages);
}
