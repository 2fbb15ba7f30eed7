using System.Buffers.Binary;
using CryptoGrains.Columnar.Parquet.Metadata;
using CryptoGrains.Columnar.Parquet.Pages;
using CryptoGrains.Columnar.Parquet.Schema;
using CryptoGrains.Columnar.Parquet.Thrift;

namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>
/// Writes a Parquet file of any schema in memory. The same leaves give the same bytes. After an exception it is of no use any
/// more.
/// </summary>
internal sealed class LeafWriter
{
    private readonly SchemaTree _schema;
    private readonly ChunkWriter[] _writers;
    private readonly int _pageRows;
    private readonly ByteBuffer _file = new(64 << 10);
    private readonly PageWriter _pages;
    private readonly List<RowGroupMetadata> _groups = [];
    private bool _isFinished;

    /// <summary>A file without rows yet.</summary>
    /// <exception cref="ArgumentException">A leaf is of a type that is not written.</exception>
    public LeafWriter(SchemaTree schema, ParquetWriterOptions? options = null)
    {
        options ??= ParquetWriterOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.PageRows, nameof(options));
        _schema = schema;
        _pageRows = options.PageRows;
        _writers = [.. schema.Leaves.Select(ChunkWriters.For)];
        _pages = new PageWriter(_file, options.Codec);
        _file.Write(Mark);
    }

    private static ReadOnlySpan<byte> Mark => "PAR1"u8;

    /// <summary>Adds a row group. One without rows is left out.</summary>
    /// <param name="rowCount">Its rows.</param>
    /// <param name="leaves">The values of each leaf of the schema, in its order.</param>
    /// <exception cref="ArgumentException">The values are not those of the schema or of so many rows.</exception>
    public void WriteRowGroup(int rowCount, IReadOnlyList<LeafData> leaves)
    {
        CheckLeaves(leaves.Count);
        for (var i = 0; i < leaves.Count; i++)
        {
            var data = leaves[i];
            var rows = _schema.Leaves[i].MaxRepetition == 0
                ? data.LevelCount
                : data.RepetitionLevels?.AsSpan().Count((byte)0) ?? data.LevelCount;
            CheckRows(i, rows, rowCount);
        }

        if (rowCount > 0)
            _groups.Add(new RowGroupMetadata(rowCount, [.. leaves.Select((data, i) => _writers[i].Write(data, _pageRows, _pages))]));
    }

    /// <summary>Adds a row group of a schema that is flat. One without rows is left out.</summary>
    /// <param name="columns">A value of each column for each row.</param>
    /// <exception cref="ArgumentException">The values are not those of the schema or not all of as many rows.</exception>
    public void WriteRowGroup(IReadOnlyList<ColumnData> columns)
    {
        CheckLeaves(columns.Count);
        var rowCount = columns.Count == 0 ? 0 : columns[0].Count;
        for (var i = 0; i < columns.Count; i++)
        {
            CheckRows(i, columns[i].Count, rowCount);
            CheckRows(i, columns[i].Nulls?.Length ?? rowCount, rowCount);
        }

        if (rowCount == 0)
            return;

        var chunks = new ChunkMetadata[columns.Count];
        for (var i = 0; i < chunks.Length; i++)
            chunks[i] = _writers[i].Write(columns[i], _pageRows, _pages);
        _groups.Add(new RowGroupMetadata(rowCount, chunks));
    }

    /// <summary>Ends the file.</summary>
    /// <returns>All of its bytes.</returns>
    public byte[] Finish()
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        _isFinished = true;
        var start = _file.Length;
        FooterWriter.Write(_schema, _groups, new ThriftWriter(_file));
        var length = _file.Length - start;
        BinaryPrimitives.WriteInt32LittleEndian(_file.GetSpan(sizeof(int)), length);
        _file.Advance(sizeof(int));
        _file.Write(Mark);
        var bytes = _file.Written.ToArray();
        _pages.Release();
        _file.Release();
        return bytes;
    }

    private void CheckLeaves(int count)
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (count != _writers.Length)
            throw new ArgumentException($"There are values of {count} columns, where the schema has {_writers.Length}.", nameof(count));
    }

    private void CheckRows(int leaf, int rows, int expected)
    {
        if (rows != expected)
            throw new ArgumentException($"'{_schema.Leaves[leaf].Name}' has {rows} rows, where the row group has {expected}.", nameof(rows));
    }
}
