using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta;

/// <summary>What one version changed, read back from the log.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Timestamp">When it was committed.</param>
/// <param name="Operation">What was done, in a word; null where the log does not say.</param>
/// <param name="Adds">The files that came in.</param>
/// <param name="Removes">The paths of the files that went, with whether rows went with them.</param>
/// <param name="Parameters">Notes.</param>
public sealed record DeltaChange(
    long Version,
    DateTimeOffset Timestamp,
    string? Operation,
    ImmutableArray<AddFile> Adds,
    ImmutableArray<(string Path, bool DataChange)> Removes,
    ImmutableSortedDictionary<string, string> Parameters);
