using System.Collections.Immutable;
using CryptoGrains.Market;

namespace CryptoGrains.History.Import;

/// <summary>What the import of a file of trades did.</summary>
public sealed record TradeImportResult
{
    /// <summary>How many trades it brought.</summary>
    public long Trades { get; init; }

    /// <summary>On how many days they were.</summary>
    public int Days { get; init; }

    /// <summary>The event time of the first; null where there is none.</summary>
    public Timestamp? First { get; init; }

    /// <summary>The event time of the last.</summary>
    public Timestamp? Last { get; init; }

    /// <summary>How many could not be counted.</summary>
    public long Refused { get; init; }

    /// <summary>Why, of the first of them.</summary>
    public ImmutableArray<string> Refusals { get; init; } = [];

    /// <summary>The version of <c>trades</c> that has them; null where there were none.</summary>
    public long? Version { get; init; }

    /// <summary>Whether they had been imported before, in that version, and nothing was done.</summary>
    public bool WasImported { get; init; }
}
