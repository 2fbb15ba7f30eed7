using System.Collections.Immutable;
using CryptoGrains.Columnar.Delta.Log;

namespace CryptoGrains.Columnar.Delta;

/// <summary>A data file of a table, as a commit adds it.</summary>
public sealed record AddFile
{
    /// <summary>Its path in the table's folder, as the store names it: the log's own percent encoding is undone.</summary>
    public required string Path { get; init; }

    /// <summary>The values of the partition columns, which are not in the file; null for a missing one.</summary>
    public ImmutableSortedDictionary<string, string?> PartitionValues { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Its length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it was made, to the millisecond.</summary>
    public required DateTimeOffset ModificationTime { get; init; }

    /// <summary>Whether its rows are new to the table; false where they were only written anew in another file.</summary>
    public bool DataChange { get; init; } = true;

    /// <summary>The statistics as the log holds them, in JSON; null where there are none.</summary>
    public string? Stats { get; init; }

    /// <summary>What the writer noted of it.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The number of rows by the statistics; null where these do not say.</summary>
    public long? Rows => Stats is null ? null : FileStatistics.Rows(Stats);

    /// <summary>Whether some of its rows are struck out by a list beside it, which is not read here.</summary>
    internal bool HasDeletionVector { get; init; }
}
