namespace CryptoGrains.Grains;

/// <summary>What the batch layer is doing, and what its last run did. Runs of an earlier life of the process are not remembered.</summary>
[GenerateSerializer, Immutable]
public sealed record BatchStatus
{
    /// <summary>What it is doing.</summary>
    [Id(0)]
    public required BatchState State { get; init; }

    /// <summary>How far the run is that is under way; null where none is.</summary>
    [Id(1)]
    public BatchProgress? Progress { get; init; }

    /// <summary>What the last run did that went well; null where none did yet.</summary>
    [Id(2)]
    public BatchResult? LastResult { get; init; }

    /// <summary>Why the last run failed, in a sentence; null where it did not.</summary>
    [Id(3)]
    public string? LastError { get; init; }

    /// <summary>How many acknowledged records of the trade log are not archived yet.</summary>
    [Id(4)]
    public required long Unarchived { get; init; }
}
