using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>Writes a Parquet file of any schema in memory. The same leaves give the same bytes.</summary>
internal sealed class LeafWriter
{
    /// <summary>A file without rows yet.</summary>
    public LeafWriter(SchemaTree schema, ParquetWriterOptions? options = null) => throw new NotSupportedException();

    /// <summary>Adds a row group.</summary>
    /// <param name="rowCount">Its rows.</param>
    /// <param name="leaves">The values of each leaf of the schema, in its order.</param>
    public void WriteRowGroup(int rowCount, IReadOnlyList<LeafData> leaves) => throw new NotSupportedException();

    /// <summary>Ends the file.</summary>
    /// <returns>All of its bytes.</returns>
    public byte[] Finish() => throw new NotSupportedException();
}
