using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>What a file's foot says.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="RowGroups">The row groups.</param>
/// <param name="KnownOrder">For each leaf: whether bounds are in the order that its type defines.</param>
internal sealed record FileMetadata(SchemaTree Schema, IReadOnlyList<RowGroupMetadata> RowGroups, IReadOnlyList<bool> KnownOrder);
