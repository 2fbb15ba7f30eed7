using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>The columns of <c>gaps</c>: what is known to be missing. One file, in order.</summary>
public static class GapsTable
{
    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new(CandlesTable.Symbol, ParquetType.String, IsNullable: false),
        new("interval", ParquetType.String),
        new("from_time", ParquetType.Timestamp, IsNullable: false),
        new("to_time", ParquetType.Timestamp, IsNullable: false),
        new("missing", ParquetType.Int64, IsNullable: false),
    ];

    /// <summary>The columns of the file.</summary>
    public static IReadOnlyList<ColumnData> Write(IReadOnlyList<GapRow> rows) =>
    [
        new ColumnData<string>([.. rows.Select(row => row.Symbol)]),
        new ColumnData<string>([.. rows.Select(row => row.Interval ?? string.Empty)], [.. rows.Select(row => row.Interval is null)]),
        new ColumnData<long>([.. rows.Select(row => row.From)]),
        new ColumnData<long>([.. rows.Select(row => row.To)]),
        new ColumnData<long>([.. rows.Select(row => row.Missing)]),
    ];

    /// <summary>The lines of a file.</summary>
    public static async Task<List<GapRow>> ReadAsync(ParquetReader file, CancellationToken cancellationToken = default)
    {
        var rows = new List<GapRow>();
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            var columns = await TableColumns.ReadAsync(file, group, Schema, cancellationToken);
            for (var row = 0; row < file.RowGroups[group].RowCount; row++)
            {
                rows.Add(new GapRow(
                    columns.Text(0, row), columns.IsNull(1, row) ? null : columns.Text(1, row),
                    columns.Number(2, row), columns.Number(3, row), columns.Number(4, row)));
            }
        }

        return rows;
    }
}
