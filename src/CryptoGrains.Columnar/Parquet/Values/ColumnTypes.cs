using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values.Decoders;

namespace CryptoGrains.Columnar.Parquet.Values;

/// <summary>In which type the values of a leaf are given out.</summary>
internal static class ColumnTypes
{
    /// <summary>The digits of the greatest unsigned number of 64 bits.</summary>
    private const int UnsignedDigits = 20;

    /// <summary>The column that a leaf is.</summary>
    public static ParquetColumn ColumnOf(SchemaPrimitive leaf)
    {
        var type = TypeOf(leaf);
        var (precision, scale) = type switch
        {
            ParquetType.Decimal when leaf.Annotation == Annotation.Decimal => (leaf.Precision, leaf.Scale),
            ParquetType.Decimal => (UnsignedDigits, 0),
            _ => (0, 0),
        };

        return new ParquetColumn(leaf.Name, type, leaf.Repetition != Repetition.Required, precision, scale);
    }

    private static ParquetType TypeOf(SchemaPrimitive leaf) => (leaf.Type, leaf.Annotation) switch
    {
        (PhysicalType.Boolean, _) => ParquetType.Boolean,
        (PhysicalType.Float, _) => ParquetType.Float,
        (PhysicalType.FixedLenByteArray, Annotation.Float16) when leaf.TypeLength == HalfDecoder.Width => ParquetType.Float,
        (PhysicalType.Double, _) => ParquetType.Double,
        (PhysicalType.Int96, _) => ParquetType.Timestamp,
        (_, Annotation.Decimal) => ParquetType.Decimal,
        (PhysicalType.Int32, Annotation.Date) => ParquetType.Date,
        (PhysicalType.Int32, Annotation.Unsigned) => ParquetType.Int64,
        (PhysicalType.Int32, _) => ParquetType.Int32,
        (PhysicalType.Int64, Annotation.TimestampMillis or Annotation.TimestampMicros or Annotation.TimestampNanos) =>
            ParquetType.Timestamp,
        (PhysicalType.Int64, Annotation.Unsigned) => ParquetType.Decimal,
        (PhysicalType.Int64, _) => ParquetType.Int64,
        (PhysicalType.ByteArray, Annotation.String or Annotation.Enum or Annotation.Json) => ParquetType.String,
        _ => ParquetType.Binary,
    };
}
