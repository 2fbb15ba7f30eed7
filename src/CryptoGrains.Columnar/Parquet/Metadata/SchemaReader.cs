using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Metadata;

/// <summary>Reads the schema of a file's foot: its nodes in the order of a walk that goes down first.</summary>
internal static class SchemaReader
{
    /// <summary>Reads a schema.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static SchemaGroup Read(ref ThriftReader reader, ThriftType type)
    {
        var elements = new List<SchemaElement>();
        for (var left = reader.ReadStructs(type); left > 0; left--)
            elements.Add(SchemaElement.Read(ref reader));

        if (elements.Count == 0)
            throw new InvalidDataException("The schema has no root.");

        var at = 0;
        var root = ReadNode(elements, ref at, 0) as SchemaGroup ?? throw new InvalidDataException("The schema's root is a leaf.");
        if (at != elements.Count)
            throw new InvalidDataException($"The schema has {elements.Count} nodes, where {at} belong to its tree.");

        return root;
    }

    private static SchemaNode ReadNode(List<SchemaElement> elements, ref int at, int depth)
    {
        if (depth > SchemaTree.MaxDepth)
            throw new InvalidDataException($"The schema is deeper than {SchemaTree.MaxDepth} nodes.");
        if (at == elements.Count)
            throw new InvalidDataException("The schema ends inside a group.");

        var element = elements[at++];
        if (element.Type is { } type)
            return element.ToPrimitive(type);

        if (element.ChildCount > elements.Count - at)
            throw new InvalidDataException($"A group has {element.ChildCount} nodes, where {elements.Count - at} follow.");

        var children = new SchemaNode[element.ChildCount];
        for (var i = 0; i < children.Length; i++)
            children[i] = ReadNode(elements, ref at, depth + 1);

        return new SchemaGroup(element.Name, element.Repetition, children, element.Annotation);
    }
}
