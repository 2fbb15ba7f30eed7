using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Tests.Parquet;

/// <summary>Writes columns and reads them back.</summary>
internal static class RoundTrip
{
    public static byte[] Write(
        IReadOnlyList<ParquetColumn> columns, IReadOnlyList<IReadOnlyList<ColumnData>> groups, ParquetWriterOptions? options = null)
    {
        var writer = new ParquetWriter(columns, options);
        foreach (var group in groups)
            writer.WriteRowGroup(group);
        return writer.Finish();
    }

    public static async Task<ParquetReader> OpenAsync(byte[] file) => await ParquetReader.OpenAsync(new MemorySource("test.parquet", file));

    /// <summary>Writes one column in one row group and reads it back.</summary>
    public static async Task<ColumnData> OfAsync(ParquetColumn column, ColumnData data, ParquetWriterOptions? options = null)
    {
        var reader = await OpenAsync(Write([column], [[data]], options));
        Assert.Equal([column], reader.Columns);
        return await reader.ReadAsync(0, 0);
    }

    /// <summary>A column's values, boxed, with null where there is none.</summary>
    public static List<object?> ValuesOf(ColumnData data) => [.. Enumerable.Range(0, data.Count).Select(data.ValueAt)];
}
