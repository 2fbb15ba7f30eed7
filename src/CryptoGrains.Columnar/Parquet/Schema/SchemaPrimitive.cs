namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>A node that has values.</summary>
/// <param name="name">Its name.</param>
/// <param name="repetition">How often it stands in the node above.</param>
/// <param name="type">How its values are stored.</param>
internal sealed class SchemaPrimitive(string name, Repetition repetition, PhysicalType type) : SchemaNode(name, repetition)
{
    /// <summary>How its values are stored.</summary>
    public PhysicalType Type { get; } = type;

    /// <summary>Of <see cref="PhysicalType.FixedLenByteArray"/>: the bytes of a value.</summary>
    public int TypeLength { get; init; }

    /// <summary>What its values mean.</summary>
    public Annotation Annotation { get; init; }

    /// <summary>Of a decimal: its digits.</summary>
    public int Precision { get; init; }

    /// <summary>Of a decimal: how many of them stand after the point.</summary>
    public int Scale { get; init; }

    /// <summary>The node that a column is written as.</summary>
    /// <exception cref="ArgumentException">It is a decimal of digits that can't be.</exception>
    public static SchemaPrimitive Of(ParquetColumn column)
    {
        var repetition = column.IsNullable ? Repetition.Optional : Repetition.Required;
        SchemaPrimitive Plain(PhysicalType type, Annotation annotation = Annotation.None) =>
            new(column.Name, repetition, type) { Annotation = annotation };

        return column.Type switch
        {
            ParquetType.Boolean => Plain(PhysicalType.Boolean),
            ParquetType.Int32 => Plain(PhysicalType.Int32),
            ParquetType.Int64 => Plain(PhysicalType.Int64),
            ParquetType.Float => Plain(PhysicalType.Float),
            ParquetType.Double => Plain(PhysicalType.Double),
            ParquetType.String => Plain(PhysicalType.ByteArray, Annotation.String),
            ParquetType.Binary => Plain(PhysicalType.ByteArray),
            ParquetType.Date => Plain(PhysicalType.Int32, Annotation.Date),
            ParquetType.Timestamp => Plain(PhysicalType.Int64, Annotation.TimestampMicros),
            ParquetType.Decimal => DecimalOf(column, repetition),
            _ => throw new ArgumentException($"Column '{column.Name}' has a type that is not known: {column.Type}.", nameof(column)),
        };
    }

    private static SchemaPrimitive DecimalOf(ParquetColumn column, Repetition repetition)
    {
        if (column.Precision is < 1 or > DecimalDigits.Most || column.Scale < 0 || column.Scale > column.Precision)
        {
            throw new ArgumentException(
                $"Column '{column.Name}' can't be DECIMAL({column.Precision},{column.Scale}): it may have 1 to " +
                $"{DecimalDigits.Most} digits, of which none to all stand after the point.", nameof(column));
        }

        var type = column.Precision switch
        {
            <= DecimalDigits.MostOfInt32 => PhysicalType.Int32,
            <= DecimalDigits.MostOfInt64 => PhysicalType.Int64,
            _ => PhysicalType.FixedLenByteArray,
        };

        return new SchemaPrimitive(column.Name, repetition, type)
        {
            Annotation = Annotation.Decimal,
            Precision = column.Precision,
            Scale = column.Scale,
            TypeLength = type == PhysicalType.FixedLenByteArray ? DecimalDigits.LeastBytes(column.Precision) : 0,
        };
    }
}
