namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>
/// The values of one leaf in one row group, dense, with the levels that say where they belong. There is a level for each value
/// and for each place where one is missing.
/// </summary>
/// <param name="definitionLevels">
/// How many of the nodes on the path that may be missing are there; null where no level is less than the leaf's greatest.
/// </param>
/// <param name="repetitionLevels">
/// Which of the repeated nodes on the path goes on, 0 at the start of a row; null where the leaf has no repeated node.
/// </param>
internal abstract class LeafData(byte[]? definitionLevels, byte[]? repetitionLevels)
{
    /// <summary>How many of the nodes on the path that may be missing are there; null where no level is less than the leaf's greatest.</summary>
    public byte[]? DefinitionLevels { get; } = definitionLevels;

    /// <summary>Which of the repeated nodes on the path goes on, 0 at the start of a row; null where the leaf has no repeated node.</summary>
    public byte[]? RepetitionLevels { get; } = repetitionLevels;

    /// <summary>How many levels there are, or would be.</summary>
    public int LevelCount => DefinitionLevels?.Length ?? RepetitionLevels?.Length ?? ValueCount;

    /// <summary>How many values there are.</summary>
    public abstract int ValueCount { get; }
}

/// <inheritdoc/>
/// <typeparam name="T">The type that <see cref="ParquetType"/> names.</typeparam>
/// <param name="values">Only the values that are there.</param>
/// <param name="definitionLevels">See <see cref="LeafData.DefinitionLevels"/>.</param>
/// <param name="repetitionLevels">See <see cref="LeafData.RepetitionLevels"/>.</param>
internal sealed class LeafData<T>(T[] values, byte[]? definitionLevels = null, byte[]? repetitionLevels = null)
    : LeafData(definitionLevels, repetitionLevels)
{
    /// <summary>Only the values that are there.</summary>
    public T[] Values { get; } = values;

    /// <inheritdoc/>
    public override int ValueCount => Values.Length;
}
