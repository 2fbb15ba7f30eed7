using CryptoGrains.Columnar.Parquet.Files;
using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet;

/// <summary>
/// Writes a Parquet file of a flat schema in memory. The same rows give the same bytes. After an exception it is of no use any
/// more.
/// </summary>
public sealed class ParquetWriter
{
    private readonly LeafWriter _leaves;

    /// <summary>A file without rows yet.</summary>
    /// <param name="columns">The schema.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="ArgumentException">A decimal has digits that can't be.</exception>
    public ParquetWriter(IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions? options = null) =>
        _leaves = new LeafWriter(new SchemaTree(SchemaGroup.Root([.. columns.Select(SchemaPrimitive.Of)])), options);

    /// <summary>Adds a row group. One without rows is left out.</summary>
    /// <param name="data">A column's values for each column of the schema, all of one length.</param>
    /// <exception cref="ArgumentException">
    /// The values are not those of the schema: another type or number of rows, no value where there must be one, more digits than
    /// a decimal has, or a text that is not valid Unicode.
    /// </exception>
    public void WriteRowGroup(IReadOnlyList<ColumnData> data) => _leaves.WriteRowGroup(data);

    /// <summary>Ends the file.</summary>
    /// <returns>All of its bytes.</returns>
    /// <exception cref="ObjectDisposedException">It is ended already.</exception>
    public byte[] Finish() => _leaves.Finish();
}
