namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>A row group.</summary>
/// <param name="RowCount">Its rows.</param>
/// <param name="Chunks">A column chunk for each leaf of the schema.</param>
internal sealed record RowGroupMetadata(int RowCount, IReadOnlyList<ChunkMetadata> Chunks);
