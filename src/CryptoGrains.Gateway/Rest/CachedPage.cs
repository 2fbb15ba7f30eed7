namespace CryptoGrains.Gateway.Rest;

/// <summary>An encoded page and what it was encoded from.</summary>
/// <param name="Version">The version of the series that it shows.</param>
/// <param name="Body">The bytes.</param>
/// <param name="KeptAt">When it was encoded, by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record CachedPage(long Version, EncodedBody Body, long KeptAt);
