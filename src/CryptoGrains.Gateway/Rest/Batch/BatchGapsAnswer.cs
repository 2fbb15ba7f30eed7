namespace CryptoGrains.Gateway.Rest.Batch;

/// <summary>What the history knows to be missing.</summary>
/// <param name="Version">The version of the table of gaps; null where there is none yet.</param>
/// <param name="Gaps">The gaps, by symbol and time.</param>
public sealed record BatchGapsAnswer(long? Version, IReadOnlyList<BatchGapAnswer> Gaps);
