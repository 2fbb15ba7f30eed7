using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Goes through a leaf's values row by row.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
/// <param name="leaf">The leaf.</param>
/// <param name="data">Its values in one row group.</param>
internal sealed class LeafCursor<T>(Leaf leaf, LeafData<T> data)
{
    private int _level;
    private int _value;

    /// <summary>
    /// Goes to the next place: in a leaf that is not repeated the next row, else the next element, or the one place of a row that
    /// has none.
    /// </summary>
    /// <param name="value">What stands there.</param>
    /// <param name="definition">How much of the path is there.</param>
    /// <returns>Whether there is a value.</returns>
    public bool Next(out T? value, out int definition)
    {
        if (_level >= data.LevelCount)
            throw new InvalidDataException($"The column {leaf.Name} has fewer rows than its row group.");

        definition = data.DefinitionLevels is { } levels ? levels[_level] : leaf.MaxDefinition;
        _level++;
        var there = definition == leaf.MaxDefinition;
        value = there ? data.Values[_value++] : default;
        return there;
    }

    /// <summary>Whether the place after the one just read still belongs to the same row.</summary>
    public bool RowGoesOn => _level < data.LevelCount && data.RepetitionLevels is { } levels && levels[_level] > 0;
}
