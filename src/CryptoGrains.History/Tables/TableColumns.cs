using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>The columns of one row group of a small table, found by name. One that the file lacks is null throughout.</summary>
internal sealed class TableColumns
{
    private readonly ColumnData?[] _columns;
    private readonly IReadOnlyList<ParquetColumn> _schema;

    private TableColumns(ColumnData?[] columns, IReadOnlyList<ParquetColumn> schema) => (_columns, _schema) = (columns, schema);

    public static async Task<TableColumns> ReadAsync(
        ParquetReader file, int rowGroup, IReadOnlyList<ParquetColumn> schema, CancellationToken cancellationToken)
    {
        var columns = new ColumnData?[schema.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var index = file.IndexOf(schema[i].Name);
            columns[i] = index < 0 ? null : await file.ReadAsync(rowGroup, index, cancellationToken);
        }

        return new TableColumns(columns, schema);
    }

    public bool IsNull(int column, int row) => _columns[column]?.IsNull(row) ?? true;

    public string Text(int column, int row) => Value<string>(column, row);

    public long Number(int column, int row) => Value<long>(column, row);

    public int Day(int column, int row) => Value<int>(column, row);

    private T Value<T>(int column, int row) => _columns[column] is ColumnData<T> data && !data.IsNull(row)
        ? data.Values[row]
        : throw new ParquetException($"The column '{_schema[column].Name}' has no {typeof(T).Name} value in row {row}, where one is needed.");
}
