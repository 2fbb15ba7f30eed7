using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Tables;

/// <summary>The columns of <c>symbols</c>: a line for each instrument. One file, in order of name.</summary>
public static class SymbolsTable
{
    /// <summary>All columns.</summary>
    public static readonly IReadOnlyList<ParquetColumn> Schema =
    [
        new(CandlesTable.Symbol, ParquetType.String, IsNullable: false),
        new("first_day", ParquetType.Date, IsNullable: false),
        new("last_day", ParquetType.Date, IsNullable: false),
        new("days", ParquetType.Int64, IsNullable: false),
        new("missing_days", ParquetType.Int64, IsNullable: false),
        new("gaps", ParquetType.Int64, IsNullable: false),
        new("boundary", ParquetType.Timestamp),
        new("origin", ParquetType.String, IsNullable: false),
    ];

    /// <summary>The columns of the file.</summary>
    public static IReadOnlyList<ColumnData> Write(IReadOnlyList<SymbolRow> rows) =>
    [
        new ColumnData<string>([.. rows.Select(row => row.Symbol)]),
        new ColumnData<int>([.. rows.Select(row => row.FirstDay)]),
        new ColumnData<int>([.. rows.Select(row => row.LastDay)]),
        new ColumnData<long>([.. rows.Select(row => row.Days)]),
        new ColumnData<long>([.. rows.Select(row => row.MissingDays)]),
        new ColumnData<long>([.. rows.Select(row => row.Gaps)]),
        new ColumnData<long>([.. rows.Select(row => row.Boundary ?? 0)], [.. rows.Select(row => row.Boundary is null)]),
        new ColumnData<string>([.. rows.Select(row => row.Origin)]),
    ];

    /// <summary>The lines of a file.</summary>
    public static async Task<List<SymbolRow>> ReadAsync(ParquetReader file, CancellationToken cancellationToken = default)
    {
        var rows = new List<SymbolRow>();
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            var columns = await TableColumns.ReadAsync(file, group, Schema, cancellationToken);
            for (var row = 0; row < file.RowGroups[group].RowCount; row++)
            {
                rows.Add(new SymbolRow(
                    columns.Text(0, row), columns.Day(1, row), columns.Day(2, row), columns.Number(3, row), columns.Number(4, row),
                    columns.Number(5, row), columns.IsNull(6, row) ? null : columns.Number(6, row), columns.Text(7, row)));
            }
        }

        return rows;
    }
}
