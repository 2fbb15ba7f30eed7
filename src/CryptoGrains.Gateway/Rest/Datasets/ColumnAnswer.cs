using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Gateway.Rest.Datasets;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are: <c>timestamp</c>, <c>decimal(38,12)</c> …</param>
/// <param name="Nullable">Whether a value may be missing.</param>
public sealed record ColumnAnswer(string Name, string Type, bool Nullable)
{
    internal static ColumnAnswer Of(ParquetColumn column)
    {
        var type = column.Type.ToString().ToLowerInvariant();
        return new ColumnAnswer(
            column.Name,
            column.Type == ParquetType.Decimal ? $"{type}({column.Precision},{column.Scale})" : type,
            column.IsNullable);
    }
}
