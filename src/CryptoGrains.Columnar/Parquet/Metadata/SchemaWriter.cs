using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Writes a schema, with converted types for old readers and logical types for new ones.</summary>
internal static class SchemaWriter
{
    /// <summary>Writes a field that is a schema.</summary>
    public static void Write(int id, SchemaGroup root, ThriftWriter writer)
    {
        writer.BeginList(id, ThriftType.Struct, CountNodes(root));
        WriteNode(root, isRoot: true, writer);
    }

    private static int CountNodes(SchemaNode node) => 1 + (node is SchemaGroup group ? group.Children.Sum(CountNodes) : 0);

    private static void WriteNode(SchemaNode node, bool isRoot, ThriftWriter writer)
    {
        var primitive = node as SchemaPrimitive;
        writer.BeginElement();
        if (primitive is not null)
        {
            writer.I32(1, (int)primitive.Type);
            if (primitive.Type == PhysicalType.FixedLenByteArray)
                writer.I32(2, primitive.TypeLength);
        }

        if (!isRoot)
            writer.I32(3, (int)node.Repetition);
        writer.String(4, node.Name);
        if (node is SchemaGroup { Children: var children, Annotation: var annotation })
        {
            writer.I32(5, children.Count);
            WriteAnnotation(annotation, null, writer);
            writer.EndStruct();
            foreach (var child in children)
                WriteNode(child, isRoot: false, writer);
            return;
        }

        WriteAnnotation(primitive!.Annotation, primitive, writer);
        writer.EndStruct();
    }

    private static void WriteAnnotation(Annotation annotation, SchemaPrimitive? primitive, ThriftWriter writer)
    {
        const int Converted = 6, Scale = 7, Precision = 8, Logical = 10;
        const int Millis = 1, Micros = 2;
        switch (annotation)
        {
            case Annotation.String:
                WriteSimple(converted: 0, logical: 1);
                break;
            case Annotation.Map:
                WriteSimple(converted: 1, logical: 2);
                break;
            case Annotation.List:
                WriteSimple(converted: 3, logical: 3);
                break;
            case Annotation.Date:
                WriteSimple(converted: 6, logical: 6);
                break;
            case Annotation.Decimal:
                writer.I32(Converted, 5);
                writer.I32(Scale, primitive!.Scale);
                writer.I32(Precision, primitive.Precision);
                writer.BeginStruct(Logical);
                writer.BeginStruct(5);
                writer.I32(1, primitive.Scale);
                writer.I32(2, primitive.Precision);
                writer.EndStruct();
                writer.EndStruct();
                break;
            case Annotation.TimestampMillis:
                WriteTimestamp(converted: 9, Millis);
                break;
            case Annotation.TimestampMicros:
                WriteTimestamp(converted: 10, Micros);
                break;
            case Annotation.None:
                break;
            default:
                throw new ArgumentException($"A node of {annotation} can't be written.", nameof(annotation));
        }

        void WriteSimple(int converted, int logical)
        {
            writer.I32(Converted, converted);
            writer.BeginStruct(Logical);
            writer.EmptyStruct(logical);
            writer.EndStruct();
        }

        void WriteTimestamp(int converted, int unit)
        {
            writer.I32(Converted, converted);
            writer.BeginStruct(Logical);
            writer.BeginStruct(8);
            writer.Bool(1, true);
            writer.BeginStruct(2);
            writer.EmptyStruct(unit);
            writer.EndStruct();
            writer.EndStruct();
            writer.EndStruct();
        }
    }
}
