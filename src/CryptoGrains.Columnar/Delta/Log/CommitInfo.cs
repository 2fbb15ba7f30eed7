using System.Collections.Immutable;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>Where a commit comes from.</summary>
internal sealed record CommitInfo
{
    /// <summary>Says nothing.</summary>
    public static readonly CommitInfo None = new();

    /// <summary>When it was made; null where it does not say.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What was done, in a word.</summary>
    public string? Operation { get; init; }

    /// <summary>Notes.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What only the commit's own writer can have written: an id made for it.</summary>
    public string? TransactionId { get; init; }

    /// <summary>How many actions follow in the entry, by which a torn one is known; null where another wrote it.</summary>
    public int? Actions { get; init; }
}
