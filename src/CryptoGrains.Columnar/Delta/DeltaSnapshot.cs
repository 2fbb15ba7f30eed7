using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta.Log;

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
    ImmutableSortedDictionary<string, long> Transactions)
{
    /// <summary>What a program must understand to read and to write it.</summary>
    internal DeltaProtocol Protocol { get; init; } = DeltaProtocol.Plain;

    /// <summary>
    /// The files that went and are still kept, in the order in which they went. A file that came back is still among them.
    /// </summary>
    internal ImmutableQueue<RemoveFile> Tombstones { get; init; } = [];
}
