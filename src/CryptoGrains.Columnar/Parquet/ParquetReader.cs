namespace CryptoGrains.Columnar.Parquet;

/// <summary>Reads a Parquet file of a flat schema: its foot first, then the columns and row groups that are asked for.</summary>
public sealed class ParquetReader
{
    /// <summary>The columns. One that can't be read is among them and is refused when it is asked for.</summary>
    public IReadOnlyList<ParquetColumn> Columns => throw new NotSupportedException();

    /// <summary>The row groups.</summary>
    public IReadOnlyList<ParquetRowGroup> RowGroups => throw new NotSupportedException();

    /// <summary>Reads a file's foot.</summary>
    /// <exception cref="ParquetException">It is no Parquet file, or is damaged.</exception>
    public static ValueTask<ParquetReader> OpenAsync(IParquetSource source, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>The place of a column of that name; -1 where there is none.</summary>
    public int IndexOf(string name) => throw new NotSupportedException();

    /// <summary>Reads a column of a row group.</summary>
    /// <exception cref="ParquetException">It is damaged, or uses what is not read here: the sentence names column and feature.</exception>
    public ValueTask<ColumnData> ReadAsync(int rowGroup, int column, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
