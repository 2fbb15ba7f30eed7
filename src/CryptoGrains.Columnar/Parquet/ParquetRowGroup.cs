namespace CryptoGrains.Columnar.Parquet;

/// <summary>A run of a file's rows.</summary>
/// <param name="RowCount">How many.</param>
/// <param name="Statistics">For each column, in the order of the schema.</param>
public sealed record ParquetRowGroup(int RowCount, IReadOnlyList<ColumnStatistics> Statistics);
