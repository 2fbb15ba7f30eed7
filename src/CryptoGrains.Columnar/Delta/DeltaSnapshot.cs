using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta;

/// <summary>One version of a table: never changes.</summary>
/// <param name="Version">Its number, from 0.</param>
/// <param name="Timestamp">When it was committed.</param>
/// <param name="Metadata">What the table is.</param>
/// <param name="Files">Its files by path.</param>
/// <param name="Transactions">For each application that writes it, how far its work is in the table.</param>
public sealed record DeltaSnapshot(
    long Version,
    DateTimeOffset Timestamp,
    DeltaMetadata Metadata,
    ImmutableSortedDictionary<string, AddFile> Files,
    ImmutableSortedDictionary<string, long> Transactions);
