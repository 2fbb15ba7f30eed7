using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Values;
using CryptoGrains.Columnar.Parquet.Values.Decoders;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Finds what reads the column chunks of a leaf.</summary>
internal static class ChunkReaders
{
    /// <summary>The reader of a leaf, which gives out the type that <see cref="ColumnTypes"/> says.</summary>
    /// <exception cref="InvalidDataException">The leaf's type is not read here.</exception>
    public static ChunkReader For(Leaf leaf) => (leaf.Node.Type, leaf.Node.Annotation) switch
    {
        (PhysicalType.Boolean, _) => new ChunkReader<bool>(leaf, new BooleanDecoder()),
        (PhysicalType.Float, _) => new ChunkReader<float>(leaf, new FloatingDecoder<float>()),
        (PhysicalType.Double, _) => new ChunkReader<double>(leaf, new FloatingDecoder<double>()),
        (PhysicalType.Int96, _) => new ChunkReader<long>(leaf, new Int96Decoder()),
        (PhysicalType.Int32, Annotation.Unsigned) =>
            new ChunkReader<long>(leaf, new ConvertedDecoder<int, long, UInt32ToInt64>(new Int32Decoder())),
        (_, Annotation.Decimal) => new ChunkReader<Int128>(leaf, DecimalDecoder(leaf.Node)),
        (PhysicalType.Int32, _) => new ChunkReader<int>(leaf, new Int32Decoder()),
        (PhysicalType.Int64, Annotation.TimestampMillis) =>
            new ChunkReader<long>(leaf, new ConvertedDecoder<long, long, MillisToMicros>(new Int64Decoder())),
        (PhysicalType.Int64, Annotation.TimestampNanos) =>
            new ChunkReader<long>(leaf, new ConvertedDecoder<long, long, NanosToMicros>(new Int64Decoder())),
        (PhysicalType.Int64, Annotation.Unsigned) =>
            new ChunkReader<Int128>(leaf, new ConvertedDecoder<long, Int128, UInt64ToDecimal>(new Int64Decoder())),
        (PhysicalType.Int64, _) => new ChunkReader<long>(leaf, new Int64Decoder()),
        (PhysicalType.ByteArray, Annotation.String or Annotation.Enum or Annotation.Json) =>
            new ChunkReader<string>(leaf, new TextDecoder()),
        (PhysicalType.ByteArray, _) => new ChunkReader<byte[]>(leaf, new BinaryDecoder()),
        (PhysicalType.FixedLenByteArray, Annotation.Float16) when leaf.Node.TypeLength == HalfDecoder.Width =>
            new ChunkReader<float>(leaf, new HalfDecoder()),
        (PhysicalType.FixedLenByteArray, _) => new ChunkReader<byte[]>(leaf, new FixedBinaryDecoder(CheckedWidth(leaf.Node))),
        _ => throw new InvalidDataException($"The physical type number {(int)leaf.Node.Type} is not known."),
    };

    private static ValueDecoder<Int128> DecimalDecoder(SchemaPrimitive node)
    {
        if (node.Precision is < 1 or > DecimalDigits.Most)
            throw new InvalidDataException($"Decimals of {node.Precision} digits are not read: 1 to {DecimalDigits.Most} are.");

        return node.Type switch
        {
            PhysicalType.Int32 => new ConvertedDecoder<int, Int128, Int32ToDecimal>(new Int32Decoder()),
            PhysicalType.Int64 => new ConvertedDecoder<long, Int128, Int64ToDecimal>(new Int64Decoder()),
            PhysicalType.ByteArray => new DecimalBytesDecoder(),
            PhysicalType.FixedLenByteArray => new FixedDecimalDecoder(CheckedWidth(node)),
            _ => throw new InvalidDataException($"The physical type number {(int)node.Type} is not known."),
        };
    }

    private static int CheckedWidth(SchemaPrimitive node)
    {
        const int GreatestWidth = 1 << 20;
        return node.TypeLength is > 0 and <= GreatestWidth
            ? node.TypeLength
            : throw new InvalidDataException($"Values of {node.TypeLength} bytes are not read: 1 to {GreatestWidth} bytes are.");
    }
}
