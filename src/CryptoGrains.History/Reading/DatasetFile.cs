using System.Collections.Immutable;

namespace CryptoGrains.History.Reading;

/// <summary>A data file of a version.</summary>
/// <param name="Location">Its full path or URL: what another tool opens.</param>
/// <param name="Path">Its path in the table's folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">How many rows it has; null where the log does not tell.</param>
/// <param name="PartitionValues">The values of the partition columns; null for a missing one.</param>
public sealed record DatasetFile(
    string Location, string Path, long Bytes, long? Rows, ImmutableSortedDictionary<string, string?> PartitionValues);
