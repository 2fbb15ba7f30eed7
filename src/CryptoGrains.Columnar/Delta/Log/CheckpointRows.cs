using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Takes the rows of a checkpoint apart into the leaves of its schema. Each row begins with the name of its action.</summary>
internal sealed class CheckpointRows
{
    private readonly LeafBuilder[] _leaves = [.. CheckpointSchema.Tree.Leaves.Select(BuilderOf)];
    private readonly Dictionary<string, LeafBuilder> _byName;

    /// <summary>No rows yet.</summary>
    public CheckpointRows() => _byName = _leaves.ToDictionary(leaf => leaf.Leaf.Name);

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The leaves in the schema's order.</summary>
    public IReadOnlyList<LeafData> Leaves => [.. _leaves.Select(leaf => leaf.Finish())];

    /// <summary>Begins a row: the leaves of all other actions have nothing in it.</summary>
    /// <param name="action">The action, whose every field is to be set.</param>
    public void Begin(string action)
    {
        Count++;
        foreach (var leaf in _leaves)
        {
            if (leaf.Leaf.Path[0] != action)
                leaf.Missing(0);
        }
    }

    /// <summary>Sets a text.</summary>
    public void Set(string field, string? value)
    {
        var leaf = (LeafBuilder<string>)_byName[field];
        if (value is null)
            leaf.AddMissing();
        else
            leaf.Add(value);
    }

    /// <summary>Sets a number or a truth value.</summary>
    public void Set<T>(string field, T? value)
        where T : struct
    {
        var leaf = (LeafBuilder<T>)_byName[field];
        if (value is { } there)
            leaf.Add(there);
        else
            leaf.AddMissing();
    }

    /// <summary>Sets a map.</summary>
    public void SetMap(string field, IReadOnlyCollection<KeyValuePair<string, string?>>? map)
    {
        var keys = (LeafBuilder<string>)_byName[field + ".key_value.key"];
        var values = (LeafBuilder<string>)_byName[field + ".key_value.value"];
        if (map is null || map.Count == 0)
        {
            // The repeated node is missing, and without a map the map's too.
            var definition = keys.Leaf.MaxDefinition - (map is null ? 2 : 1);
            keys.Missing(definition);
            values.Missing(definition);
            return;
        }

        var goesOn = false;
        foreach (var (key, value) in map)
        {
            keys.Add(key, goesOn);
            if (value is null)
                values.AddMissing(goesOn);
            else
                values.Add(value, goesOn);
            goesOn = true;
        }
    }

    /// <summary>Sets a list of texts.</summary>
    public void SetList(string field, IReadOnlyCollection<string> list)
    {
        var elements = (LeafBuilder<string>)_byName[field + ".list.element"];
        if (list.Count == 0)
            elements.Missing(elements.Leaf.MaxDefinition - 2);

        var goesOn = false;
        foreach (var element in list)
        {
            elements.Add(element, goesOn);
            goesOn = true;
        }
    }

    private static LeafBuilder BuilderOf(Leaf leaf) => leaf.Node.Type switch
    {
        PhysicalType.Boolean => new LeafBuilder<bool>(leaf),
        PhysicalType.Int32 => new LeafBuilder<int>(leaf),
        PhysicalType.Int64 => new LeafBuilder<long>(leaf),
        _ => new LeafBuilder<string>(leaf),
    };
}
