using System.Collections.Immutable;

namespace CryptoGrains.Grains;

/// <summary>What a run of the batch layer did.</summary>
[GenerateSerializer, Immutable]
public sealed record BatchResult
{
    /// <summary>When it began.</summary>
    [Id(0)]
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended.</summary>
    [Id(1)]
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Whether everything was computed, whatever had changed.</summary>
    [Id(2)]
    public required bool Full { get; init; }

    /// <summary>How many trades came from the log to the archive.</summary>
    [Id(3)]
    public required long Archived { get; init; }

    /// <summary>How many records the log could no longer give.</summary>
    [Id(4)]
    public required long Lost { get; init; }

    /// <summary>How many small files were written as few large ones.</summary>
    [Id(5)]
    public required int FilesCompacted { get; init; }

    /// <summary>How many days of instruments were computed.</summary>
    [Id(6)]
    public required long Days { get; init; }

    /// <summary>How many data files were written.</summary>
    [Id(7)]
    public required int FilesWritten { get; init; }

    /// <summary>How many came out as they were and were not written again.</summary>
    [Id(8)]
    public required int FilesKept { get; init; }

    /// <summary>For each table that changed, its new version.</summary>
    [Id(9)]
    public required ImmutableSortedDictionary<string, long> Commits { get; init; }

    /// <summary>The number of instruments in the history.</summary>
    [Id(10)]
    public required int Symbols { get; init; }

    /// <summary>How many trades could not be kept exactly and were left out.</summary>
    [Id(11)]
    public required long Refused { get; init; }

    /// <summary>How many blobs that no kept version needs were deleted; null where that was not due.</summary>
    [Id(12)]
    public int? BlobsCollected { get; init; }
}
