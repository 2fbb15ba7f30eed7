using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>A node of a schema, as a file's foot has it.</summary>
internal sealed class SchemaElement
{
    /// <summary>How its values are stored; null for a group.</summary>
    public PhysicalType? Type { get; private set; }

    /// <summary>The bytes of a value of fixed length.</summary>
    public int TypeLength { get; private set; }

    /// <summary>How often it stands in the node above.</summary>
    public Repetition Repetition { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How many nodes stand under it.</summary>
    public int ChildCount { get; private set; }

    /// <summary>What it means.</summary>
    public Annotation Annotation { get; private set; }

    private int Scale { get; set; }

    private int Precision { get; set; }

    /// <summary>Reads a node.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement();
        Annotation? logical = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    element.Type = (PhysicalType)reader.ReadInt(type);
                    break;
                case 2:
                    element.TypeLength = reader.ReadCount(type, "The length of a value");
                    break;
                case 3:
                    element.Repetition = (Repetition)reader.ReadInt(type);
                    if (!Enum.IsDefined(element.Repetition))
                        throw new InvalidDataException($"A node has the repetition {(int)element.Repetition}, which is not known.");
                    break;
                case 4:
                    element.Name = reader.ReadString(type);
                    break;
                case 5:
                    element.ChildCount = reader.ReadCount(type, "The number of a group's nodes");
                    break;
                case 6:
                    element.Annotation = Annotations.OfConverted(reader.ReadInt(type));
                    break;
                case 7:
                    element.Scale = reader.ReadInt(type);
                    break;
                case 8:
                    element.Precision = reader.ReadInt(type);
                    break;
                case 10:
                    ThriftReader.ExpectStruct(type);
                    logical = element.ReadLogicalType(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        // A logical type that is not known says less than the converted type beside it.
        if (logical is { } known && known != Annotation.None)
            element.Annotation = known;

        return element;
    }

    /// <summary>The leaf that it is.</summary>
    public SchemaPrimitive ToPrimitive(PhysicalType type) => new(Name, Repetition, type)
    {
        TypeLength = TypeLength,
        Annotation = Annotation,
        Precision = Precision,
        Scale = Scale,
    };

    private Annotation ReadLogicalType(ref ThriftReader reader)
    {
        var annotation = Annotation.None;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (type != ThriftType.Struct)
            {
                reader.Skip(type);
                continue;
            }

            var details = LogicalTypeDetails.Read(ref reader);
            annotation = Annotations.OfLogical(id, details, Type);
            if (annotation == Annotation.Decimal)
                (Precision, Scale) = (details.Second, details.First);
        }

        return annotation;
    }
}
