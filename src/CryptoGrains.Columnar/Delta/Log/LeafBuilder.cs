using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Gathers a leaf's values and levels row by row.</summary>
/// <param name="leaf">The leaf.</param>
internal abstract class LeafBuilder(Leaf leaf)
{
    private readonly List<byte> _definitions = [];
    private readonly List<byte>? _repetitions = leaf.MaxRepetition > 0 ? [] : null;

    /// <summary>The leaf.</summary>
    public Leaf Leaf { get; } = leaf;

    /// <summary>The levels so far of what is there.</summary>
    protected byte[] Definitions => [.. _definitions];

    /// <summary>The levels so far of what is repeated; null where nothing is.</summary>
    protected byte[]? Repetitions => _repetitions is null ? null : [.. _repetitions];

    /// <summary>Adds a row in which only so many nodes of the path are there.</summary>
    public void Missing(int definition) => Level(definition, goesOn: false);

    /// <summary>What was gathered.</summary>
    public abstract LeafData Finish();

    /// <summary>Adds the levels of a value, or of where one is missing.</summary>
    protected void Level(int definition, bool goesOn)
    {
        _definitions.Add((byte)definition);
        _repetitions?.Add((byte)(goesOn ? Leaf.MaxRepetition : 0));
    }
}

/// <inheritdoc/>
/// <typeparam name="T">The type of its values.</typeparam>
/// <param name="leaf">The leaf.</param>
internal sealed class LeafBuilder<T>(Leaf leaf) : LeafBuilder(leaf)
{
    private readonly List<T> _values = [];

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="goesOn">Whether it goes on with the row's list rather than beginning a row.</param>
    public void Add(T value, bool goesOn = false)
    {
        _values.Add(value);
        Level(Leaf.MaxDefinition, goesOn);
    }

    /// <summary>Adds a place for a value that is missing, though all above it is there.</summary>
    public void AddMissing(bool goesOn = false) => Level(Leaf.MaxDefinition - 1, goesOn);

    /// <inheritdoc/>
    public override LeafData Finish() => new LeafData<T>([.. _values], Definitions, Repetitions);
}
