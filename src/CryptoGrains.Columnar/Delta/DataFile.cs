using CryptoGrains.Columnar.Delta.Log;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.Columnar.Delta;

/// <summary>Rows as a data file: Parquet bytes and the statistics that the log keeps of them.</summary>
/// <param name="Content">The Parquet file.</param>
/// <param name="Stats">The number of rows and, by column, least, greatest and missing values, in Delta's JSON.</param>
public sealed record DataFile(byte[] Content, string Stats)
{
    /// <summary>Encodes row groups. The same rows give the same bytes.</summary>
    /// <param name="columns">The columns that stand in the file: <see cref="DeltaMetadata.FileSchema"/>.</param>
    /// <param name="rowGroups">For each row group the values of each column.</param>
    /// <param name="options">How the file is written.</param>
    public static DataFile Encode(
        IReadOnlyList<ParquetColumn> columns,
        IReadOnlyList<IReadOnlyList<ColumnData>> rowGroups,
        ParquetWriterOptions? options = null) =>
        new(Parquet(columns, rowGroups, options), FileStatistics.Of(columns, rowGroups));

    private static byte[] Parquet(
        IReadOnlyList<ParquetColumn> columns, IReadOnlyList<IReadOnlyList<ColumnData>> rowGroups, ParquetWriterOptions? options)
    {
        var writer = new ParquetWriter(columns, options);
        foreach (var group in rowGroups)
            writer.WriteRowGroup(group);
        return writer.Finish();
    }
}
