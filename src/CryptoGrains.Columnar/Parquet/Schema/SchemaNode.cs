namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>A node of a schema's tree: a group of nodes, or a leaf.</summary>
/// <param name="name">Its name.</param>
/// <param name="repetition">How often it stands in the node above.</param>
internal abstract class SchemaNode(string name, Repetition repetition)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>How often it stands in the node above.</summary>
    public Repetition Repetition { get; } = repetition;
}
