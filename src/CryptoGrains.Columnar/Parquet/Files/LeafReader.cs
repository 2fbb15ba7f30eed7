using System.Buffers;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Pages;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>Reads a Parquet file of any schema leaf by leaf. Many may read from it at once.</summary>
internal sealed class LeafReader
{
    /// <summary>
    /// How many bytes behind a column chunk are read with it: old writers left the header of the dictionary's page out of its
    /// length, so that the last page ends behind the chunk.
    /// </summary>
    private const int OldHeaderLength = 100;

    private readonly IParquetSource _source;
    private readonly FileTail _tail;
    private readonly FileMetadata _metadata;

    private LeafReader(IParquetSource source, FileTail tail, FileMetadata metadata)
    {
        _source = source;
        _tail = tail;
        _metadata = metadata;
    }

    private delegate T Decode<T>(ChunkReader reader, ReadOnlySpan<byte> bytes, ChunkMetadata chunk, int rowCount);

    /// <summary>What to call the file in messages.</summary>
    public string Name => _source.Name;

    /// <summary>The schema.</summary>
    public SchemaTree Schema => _metadata.Schema;

    /// <summary>How many row groups there are.</summary>
    public int RowGroupCount => _metadata.RowGroups.Count;

    /// <summary>How many rows a row group has.</summary>
    public int RowCount(int rowGroup) => _metadata.RowGroups[rowGroup].RowCount;

    /// <summary>Reads a file's foot.</summary>
    /// <exception cref="ParquetException">It is no Parquet file, or is damaged.</exception>
    public static async ValueTask<LeafReader> OpenAsync(IParquetSource source, CancellationToken cancellationToken = default)
    {
        try
        {
            var (tail, metadata) = await FileTail.ReadAsync(source, cancellationToken);
            return new LeafReader(source, tail, metadata);
        }
        catch (InvalidDataException e)
        {
            throw new ParquetException($"{source.Name}: {e.Message}", e);
        }
    }

    /// <summary>Reads a leaf's values of a row group: a <see cref="LeafData{T}"/> of the type that <see cref="ParquetType"/> names.</summary>
    /// <exception cref="ParquetException">It is damaged, or uses what is not read here.</exception>
    public ValueTask<LeafData> ReadAsync(int rowGroup, Leaf leaf, CancellationToken cancellationToken = default) =>
        ReadAsync<LeafData>(rowGroup, leaf, static (reader, bytes, chunk, rows) => reader.ReadLeaf(bytes, chunk, rows), cancellationToken);

    /// <summary>Reads a value for each row of a leaf that is a node right under the root and not repeated.</summary>
    /// <inheritdoc cref="ReadAsync(int, Leaf, CancellationToken)"/>
    public ValueTask<ColumnData> ReadRowsAsync(int rowGroup, Leaf leaf, CancellationToken cancellationToken = default) =>
        ReadAsync<ColumnData>(rowGroup, leaf, static (reader, bytes, chunk, rows) => reader.ReadRows(bytes, chunk, rows), cancellationToken);

    /// <summary>What the file says of a leaf's values in a row group, as far as it can be trusted.</summary>
    public ColumnStatistics StatisticsOf(int rowGroup, Leaf leaf)
    {
        try
        {
            return ChunkReaders.For(leaf).StatisticsOf(_metadata.RowGroups[rowGroup].Chunks[leaf.Index], _metadata.KnownOrder[leaf.Index]);
        }
        catch (InvalidDataException)
        {
            // Of a leaf that can't be read nothing is known; who reads it hears why.
            return new ColumnStatistics(null, null, null);
        }
    }

    private async ValueTask<T> ReadAsync<T>(int rowGroup, Leaf leaf, Decode<T> decode, CancellationToken cancellationToken)
    {
        var group = _metadata.RowGroups[rowGroup];
        var chunk = group.Chunks[leaf.Index];
        byte[]? bytes = null;
        try
        {
            var reader = ChunkReaders.For(leaf);
            var length = LengthToRead(chunk, leaf);
            bytes = ArrayPool<byte>.Shared.Rent(length);
            var whole = bytes.AsMemory(0, length);
            if (!_tail.TryCopy(chunk.Offset, whole.Span))
                await _source.ReadAsync(chunk.Offset, whole, cancellationToken);

            return decode(reader, whole.Span, chunk, group.RowCount);
        }
        catch (InvalidDataException e)
        {
            throw new ParquetException($"{Name}: column '{leaf.Name}' in row group {rowGroup} can't be read. {e.Message}", e);
        }
        finally
        {
            if (bytes is not null)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private int LengthToRead(ChunkMetadata chunk, Leaf leaf)
    {
        if (chunk.Refusal is { } refusal)
            throw new InvalidDataException($"It {refusal}.");
        if (chunk.Type != leaf.Node.Type)
            throw new InvalidDataException($"The column chunk is of type {chunk.Type}, where the schema has {leaf.Node.Type}.");
        if (chunk.Offset < 0 || chunk.CompressedLength < 0 || chunk.CompressedLength > _tail.FootStart - chunk.Offset)
        {
            throw new InvalidDataException(
                $"The column chunk is said to have {chunk.CompressedLength} bytes from byte {chunk.Offset} on, " +
                $"where the columns end at byte {_tail.FootStart}.");
        }

        return chunk.CompressedLength <= Array.MaxLength - OldHeaderLength
            ? (int)Math.Min(chunk.CompressedLength + OldHeaderLength, _tail.FootStart - chunk.Offset)
            : throw new InvalidDataException($"A column chunk of {chunk.CompressedLength} bytes is not read: it has more than 2 GiB.");
    }
}
