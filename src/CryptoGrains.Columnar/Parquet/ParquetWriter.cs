namespace CryptoGrains.Columnar.Parquet;

/// <summary>Writes a Parquet file of a flat schema in memory. The same rows give the same bytes.</summary>
public sealed class ParquetWriter
{
    /// <summary>A file without rows yet.</summary>
    /// <param name="columns">The schema.</param>
    /// <param name="options">How it is written.</param>
    public ParquetWriter(IReadOnlyList<ParquetColumn> columns, ParquetWriterOptions? options = null) => throw new NotSupportedException();

    /// <summary>Adds a row group.</summary>
    /// <param name="data">A column's values for each column of the schema, all of one length.</param>
    public void WriteRowGroup(IReadOnlyList<ColumnData> data) => throw new NotSupportedException();

    /// <summary>Ends the file.</summary>
    /// <returns>All of its bytes.</returns>
    public byte[] Finish() => throw new NotSupportedException();
}
