using System.Collections.Immutable;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>An encoded analysis and what it was made from.</summary>
/// <param name="MadeFrom">The series.</param>
/// <param name="Body">The bytes.</param>
/// <param name="KeptAt">When it was encoded, by <see cref="TimeProvider.GetTimestamp"/>.</param>
internal sealed record CachedAnalysis(ImmutableArray<SeriesVersion> MadeFrom, EncodedBody Body, long KeptAt);
