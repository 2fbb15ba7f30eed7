namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>A leaf of a schema's tree, which is what a column chunk holds the values of.</summary>
/// <param name="Index">Its place among the leaves.</param>
/// <param name="Node">The node.</param>
/// <param name="Path">The names from below the root down to it.</param>
/// <param name="MaxDefinition">How many of the nodes on its path may be missing: the definition level of a value that is there.</param>
/// <param name="MaxRepetition">How many of the nodes on its path are repeated.</param>
internal sealed record Leaf(int Index, SchemaPrimitive Node, IReadOnlyList<string> Path, int MaxDefinition, int MaxRepetition)
{
    /// <summary>Its path with dots: <c>add.partitionValues.key_value.key</c>.</summary>
    public string Name { get; } = string.Join('.', Path);
}
