using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>The fields of a logical type, which mean different things for each.</summary>
/// <param name="First">A decimal's scale, a whole number's bits.</param>
/// <param name="Second">A decimal's precision, a time's unit.</param>
/// <param name="SecondIsTrue">Whether a whole number is signed.</param>
internal readonly record struct LogicalTypeDetails(int First, int Second, bool SecondIsTrue)
{
    /// <summary>Reads the fields.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static LogicalTypeDetails Read(ref ThriftReader reader)
    {
        var details = default(LogicalTypeDetails);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            var isNumber = type is ThriftType.I8 or ThriftType.I16 or ThriftType.I32;
            if (id == 1 && isNumber)
                details = details with { First = reader.ReadInt(type) };
            else if (id == 2 && isNumber)
                details = details with { Second = reader.ReadInt(type) };
            else if (id == 2 && type is ThriftType.True or ThriftType.False)
                details = details with { SecondIsTrue = type == ThriftType.True };
            else if (id == 2 && type == ThriftType.Struct)
                details = details with { Second = ReadUnit(ref reader) };
            else
                reader.Skip(type);
        }

        return details;
    }

    private static int ReadUnit(ref ThriftReader reader)
    {
        var unit = 0;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            unit = id;
            reader.Skip(type);
        }

        return unit;
    }
}
