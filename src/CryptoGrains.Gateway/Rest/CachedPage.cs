using CryptoGrains.Gateway.Timelines;

namespace CryptoGrains.Gateway.Rest;

/// <summary>An encoded page and what it was encoded from.</summary>
/// <param name="MadeFrom">The versions that it shows.</param>
/// <param name="IsHistoryAlone">Whether the live layer has no say in it.</param>
/// <param name="Body">The bytes.</param>
/// <param name="KeptAt">When it was encoded, by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record CachedPage(PageVersion MadeFrom, bool IsHistoryAlone, EncodedBody Body, long KeptAt);
