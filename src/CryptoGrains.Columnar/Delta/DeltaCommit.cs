using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta;

/// <summary>What one new version changes.</summary>
/// <param name="Operation">What was done, in a word that the table's history shows: <c>WRITE</c>, <c>OPTIMIZE</c>, <c>RESTORE</c>.</param>
public sealed record DeltaCommit(string Operation)
{
    /// <summary>What the table is from now on; null where that stays. The first commit needs it.</summary>
    public DeltaMetadata? Metadata { get; init; }

    /// <summary>The files that come in, already written.</summary>
    public ImmutableArray<AddFile> Adds { get; init; } = [];

    /// <summary>The paths of the files that go.</summary>
    public ImmutableArray<string> Removes { get; init; } = [];

    /// <summary>Whether the rows of the table change; false where they are only written anew.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>How far applications have come with this commit, from 0 on. A number below 0 takes an application's position away.</summary>
    public ImmutableSortedDictionary<string, long> Transactions { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Notes for the table's history.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
