namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>What the history has.</summary>
/// <param name="Version">The version of the table of symbols; null where there is none yet.</param>
/// <param name="Symbols">The instruments, by name.</param>
public sealed record BatchSummaryAnswer(long? Version, IReadOnlyList<BatchSymbolAnswer> Symbols);
