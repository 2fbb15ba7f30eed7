using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Pages;

/// <summary>Reads the column chunks of a leaf.</summary>
/// <param name="leaf">The leaf.</param>
internal abstract class ChunkReader(Leaf leaf)
{
    /// <summary>
    /// How many values a chunk may have however few bytes it has, and how many more for each of its bytes: runs make much of
    /// little, and a chunk that was made to fill the memory is refused before it does.
    /// </summary>
    private const long LeastValues = 2 << 20;
    private const long ValuesPerByte = 4096;

    /// <summary>The leaf.</summary>
    protected Leaf Leaf { get; } = leaf;

    /// <summary>Reads a value for each row. The leaf must not be below a repeated node, nor below one that may be missing.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged, or uses what is not read here.</exception>
    public abstract ColumnData ReadRows(ReadOnlySpan<byte> bytes, ChunkMetadata chunk, int rowCount);

    /// <summary>Reads the values with their levels.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged, or uses what is not read here.</exception>
    public abstract LeafData ReadLeaf(ReadOnlySpan<byte> bytes, ChunkMetadata chunk, int rowCount);

    /// <summary>What a file says of a chunk's values, as far as it can be trusted.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="knownOrder">Whether the file says that bounds are in the order of the type.</param>
    public abstract ColumnStatistics StatisticsOf(ChunkMetadata chunk, bool knownOrder);

    /// <summary>Makes sure that a chunk's bytes may hold so many values, before room is made for them.</summary>
    protected static int CheckedCount(long count, ReadOnlySpan<byte> bytes)
    {
        var most = Math.Min(LeastValues + ValuesPerByte * bytes.Length, Array.MaxLength);
        if (count < 0 || count > most)
            throw new InvalidDataException($"{bytes.Length} bytes are said to hold {count} values; at most {most} are read from them.");

        // Nor is room made for what the pages themselves don't say they have.
        var said = PageReader.CountValues(bytes, count);
        if (said < count)
            throw new InvalidDataException($"The pages have {said} values, where the column chunk is said to have {count}.");

        return (int)count;
    }
}
