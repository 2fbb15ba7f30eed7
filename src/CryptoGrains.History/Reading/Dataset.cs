using System.Collections.Immutable;
using CryptoGrains.Columnar.Parquet;

namespace CryptoGrains.History.Reading;

/// <summary>One version of a table, as those see it who open its files with a tool of their own.</summary>
/// <param name="Name">The table's name, which is its folder in the store.</param>
/// <param name="Location">The folder's full path or URL.</param>
/// <param name="Version">The version.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="Rows">How many rows it has; null where a file does not tell.</param>
/// <param name="Bytes">How many bytes its files have.</param>
/// <param name="PartitionColumns">The columns by which its files are divided; they are not in the files.</param>
/// <param name="Schema">All columns.</param>
/// <param name="Files">Its files, by path.</param>
public sealed record Dataset(
    string Name,
    string Location,
    long Version,
    DateTimeOffset Time,
    long? Rows,
    long Bytes,
    ImmutableArray<string> PartitionColumns,
    ImmutableArray<ParquetColumn> Schema,
    ImmutableArray<DatasetFile> Files);
