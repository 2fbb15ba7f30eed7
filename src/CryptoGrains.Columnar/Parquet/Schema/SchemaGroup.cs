namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>A node that has others under it: a structure, a list, a map.</summary>
/// <param name="name">Its name.</param>
/// <param name="repetition">How often it stands in the node above.</param>
/// <param name="children">The nodes under it.</param>
/// <param name="annotation">What it means: <see cref="Annotation.List"/>, <see cref="Annotation.Map"/>, or nothing.</param>
internal sealed class SchemaGroup(
    string name, Repetition repetition, IReadOnlyList<SchemaNode> children, Annotation annotation = Annotation.None)
    : SchemaNode(name, repetition)
{
    /// <summary>The nodes under it.</summary>
    public IReadOnlyList<SchemaNode> Children { get; } = children;

    /// <summary>What it means.</summary>
    public Annotation Annotation { get; } = annotation;

    /// <summary>The root of a tree.</summary>
    public static SchemaGroup Root(params IReadOnlyList<SchemaNode> children) => new("schema", Repetition.Required, children);

    /// <summary>A structure that may be missing.</summary>
    public static SchemaGroup Optional(string name, params IReadOnlyList<SchemaNode> children) =>
        new(name, Repetition.Optional, children);

    /// <summary>A list that may be missing, of three levels: <c>name.list.element</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="element">Its elements, by custom named <c>element</c>.</param>
    public static SchemaGroup List(string name, SchemaNode element) =>
        new(name, Repetition.Optional, [new SchemaGroup("list", Repetition.Repeated, [element])], Annotation.List);

    /// <summary>A map that may be missing: <c>name.key_value.key</c> and <c>name.key_value.value</c>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">Its keys, by custom named <c>key</c>; they are required.</param>
    /// <param name="value">Its values, by custom named <c>value</c>.</param>
    public static SchemaGroup Map(string name, SchemaNode key, SchemaNode value) =>
        new(name, Repetition.Optional, [new SchemaGroup("key_value", Repetition.Repeated, [key, value])], Annotation.Map);
}
