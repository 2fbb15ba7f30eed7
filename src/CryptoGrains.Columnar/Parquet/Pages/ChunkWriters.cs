using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values;
using CryptoGrains.Columnar.Parquet.Values.Encoders;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Finds what writes the column chunks of a leaf.</summary>
internal static class ChunkWriters
{
    /// <summary>The writer of a leaf, which takes the type that <see cref="ColumnTypes"/> says.</summary>
    /// <exception cref="ArgumentException">Leaves of this type are not written.</exception>
    public static ChunkWriter For(Leaf leaf) => (leaf.Node.Type, ColumnTypes.ColumnOf(leaf.Node).Type) switch
    {
        (PhysicalType.Boolean, _) => new ChunkWriter<bool>(leaf, new BooleanEncoder()),
        (PhysicalType.Float, _) => new ChunkWriter<float>(leaf, new FloatingEncoder<float, FloatKey>()),
        (PhysicalType.Double, _) => new ChunkWriter<double>(leaf, new FloatingEncoder<double, DoubleKey>()),
        (PhysicalType.Int32, ParquetType.Int32 or ParquetType.Date) => new ChunkWriter<int>(leaf, new Int32Encoder()),
        (PhysicalType.Int64, ParquetType.Int64 or ParquetType.Timestamp) => new ChunkWriter<long>(leaf, new Int64Encoder()),
        (PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.FixedLenByteArray, ParquetType.Decimal) =>
            new ChunkWriter<Int128>(leaf, new DecimalEncoder(leaf.Node)),
        (PhysicalType.ByteArray, ParquetType.String) => new ChunkWriter<string>(leaf, new TextEncoder()),
        (PhysicalType.ByteArray, ParquetType.Binary) => new ChunkWriter<byte[]>(leaf, new BinaryEncoder()),
        _ => throw new ArgumentException($"Leaf '{leaf.Name}' is of a type that is read but not written.", nameof(leaf)),
    };
}
