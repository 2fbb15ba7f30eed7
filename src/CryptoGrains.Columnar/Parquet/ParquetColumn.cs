namespace CryptoGrains.Columnar.Parquet;

/// <summary>A column of a flat schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsNullable">Whether a value may be missing.</param>
/// <param name="Precision">Of a decimal: its digits, 1 to 38.</param>
/// <param name="Scale">Of a decimal: how many of them stand after the point.</param>
public sealed record ParquetColumn(string Name, ParquetType Type, bool IsNullable = true, int Precision = 0, int Scale = 0);
