namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>A version's entry in the log.</summary>
/// <param name="Version">The version.</param>
/// <param name="Timestamp">When it was made, as its writer said; by the store's clock where it did not say.</param>
/// <param name="Actions">What it changes.</param>
internal sealed record LogCommit(long Version, DateTimeOffset Timestamp, LogActions Actions);
