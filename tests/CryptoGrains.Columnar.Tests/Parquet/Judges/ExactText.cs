using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet.Judges;

/// <summary>Values as exact texts, and types by the names that DuckDB has for them; <c>judges/expectation.mjs</c> tells them.</summary>
internal static class ExactText
{
    public static string? Of(object? value) => value switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        float single => Of((double)single),
        double number => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToUInt64Bits(number).ToString("x16"),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        _ => value.ToString(),
    };

    public static string TypeOf(ParquetColumn column) => column.Type switch
    {
        ParquetType.Boolean => "BOOLEAN",
        ParquetType.Int32 => "INTEGER",
        ParquetType.Int64 => "BIGINT",
        ParquetType.Float => "FLOAT",
        ParquetType.Double => "DOUBLE",
        ParquetType.String => "VARCHAR",
        ParquetType.Binary => "BLOB",
        ParquetType.Date => "DATE",
        ParquetType.Timestamp => "TIMESTAMP WITH TIME ZONE",
        _ => $"DECIMAL({column.Precision},{column.Scale})",
    };
}
