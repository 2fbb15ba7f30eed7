namespace CryptoGrains.History.Reading;

/// <summary>Which truth of a table is wanted: a version's, or that of a time.</summary>
/// <param name="Version">The version; null where a time is named.</param>
/// <param name="Time">The time; null where a version is named.</param>
public sealed record AsOf(long? Version, DateTimeOffset? Time);
