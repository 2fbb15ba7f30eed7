using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>A data file that a commit takes out of a table.</summary>
/// <param name="Path">Its path in the table's folder, as the store names it.</param>
/// <param name="DeletionTimestamp">When it went; null where the log does not say.</param>
/// <param name="DataChange">Whether rows went with it.</param>
/// <param name="PartitionValues">The values of its partition columns; null where the log does not say.</param>
/// <param name="Size">Its length in bytes; null where the log does not say.</param>
internal sealed record RemoveFile(
    string Path,
    DateTimeOffset? DeletionTimestamp,
    bool DataChange,
    ImmutableSortedDictionary<string, string?>? PartitionValues,
    long? Size);
