namespace CryptoGrains.Columnar.Parquet.Schema;

/// <summary>A schema and its leaves.</summary>
internal sealed class SchemaTree
{
    /// <summary>The most nodes from the root to a leaf.</summary>
    public const int MaxDepth = 64;

    /// <summary>The schema under a root.</summary>
    /// <exception cref="InvalidDataException">It is too deep.</exception>
    public SchemaTree(SchemaGroup root)
    {
        Root = root;
        var leaves = new List<Leaf>();
        foreach (var child in root.Children)
            Collect(child, [], 0, 0, leaves);
        Leaves = leaves;
    }

    /// <summary>The root.</summary>
    public SchemaGroup Root { get; }

    /// <summary>The leaves from the first to the last: a row group has a column chunk for each, in this order.</summary>
    public IReadOnlyList<Leaf> Leaves { get; }

    /// <summary>The place of a leaf by its path with dots, as <c>add.path</c>; -1 where there is none.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Leaves.Count; i++)
        {
            if (Leaves[i].Name == name)
                return i;
        }

        return -1;
    }

    private static void Collect(SchemaNode node, string[] above, int definition, int repetition, List<Leaf> leaves)
    {
        if (above.Length >= MaxDepth)
            throw new InvalidDataException($"The schema is deeper than {MaxDepth} nodes.");

        string[] path = [.. above, node.Name];
        if (node.Repetition != Repetition.Required)
            definition++;
        if (node.Repetition == Repetition.Repeated)
            repetition++;

        if (node is SchemaPrimitive primitive)
        {
            leaves.Add(new Leaf(leaves.Count, primitive, path, definition, repetition));
            return;
        }

        foreach (var child in ((SchemaGroup)node).Children)
            Collect(child, path, definition, repetition, leaves);
    }
}
