using CryptoGrains.Columnar.Parquet.Schema;

namespace CryptoGrains.Columnar.Parquet.Files;

/// <summary>Reads a Parquet file of any schema leaf by leaf.</summary>
internal sealed class LeafReader
{
    /// <summary>The schema.</summary>
    public SchemaTree Schema => throw new NotSupportedException();

    /// <summary>How many row groups there are.</summary>
    public int RowGroupCount => throw new NotSupportedException();

    /// <summary>How many rows a row group has.</summary>
    public int RowCount(int rowGroup) => throw new NotSupportedException();

    /// <summary>Reads a file's foot.</summary>
    /// <exception cref="ParquetException">It is no Parquet file, or is damaged.</exception>
    public static ValueTask<LeafReader> OpenAsync(IParquetSource source, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Reads a leaf's values of a row group: a <see cref="LeafData{T}"/> of the type that <see cref="ParquetType"/> names.</summary>
    /// <exception cref="ParquetException">It is damaged, or uses what is not read here.</exception>
    public ValueTask<LeafData> ReadAsync(int rowGroup, Leaf leaf, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
