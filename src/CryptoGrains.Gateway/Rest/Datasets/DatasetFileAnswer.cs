using System.Collections.Immutable;
using CryptoGrains.History.Reading;

namespace CryptoGrains.Gateway.Rest.Datasets;

/// <summary>A data file.</summary>
/// <param name="Location">What another tool opens: a path or a URL.</param>
/// <param name="Path">Its path in the table's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">How many rows it has; null where the log does not tell.</param>
/// <param name="PartitionValues">The values of the partition columns; null for a missing one.</param>
public sealed record DatasetFileAnswer(
    string Location, string Path, long Bytes, long? Rows, ImmutableSortedDictionary<string, string?> PartitionValues)
{
    internal static DatasetFileAnswer Of(DatasetFile file) => new(file.Location, file.Path, file.Bytes, file.Rows, file.PartitionValues);
}
