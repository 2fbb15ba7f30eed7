namespace CryptoGrains.History.Reading;

/// <summary>Whether the history can be read.</summary>
/// <param name="Failure">What the last try met, in a sentence; null where it went well.</param>
public readonly record struct HistoryHealth(string? Failure)
{
    /// <summary>Whether the last try failed.</summary>
    public bool IsDegraded => Failure is not null;

    /// <inheritdoc/>
    public override string ToString() => Failure is null ? "The history can be read." : $"The history is degraded: {Failure}";
}
