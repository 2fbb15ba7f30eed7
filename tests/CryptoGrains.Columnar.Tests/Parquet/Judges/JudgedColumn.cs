namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>A column as a file with expected values names it.</summary>
internal sealed record JudgedColumn(string Name, string Type);
