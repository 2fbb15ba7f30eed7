using System.Collections.Immutable;

namespace CryptoGrains.Gateway.Rest.Analytics;

/// <summary>An analysis that has been made.</summary>
/// <param name="Answer">What is sent, as JSON.</param>
/// <param name="Reads">What it was made from.</param>
internal sealed record Analysis<T>(T Answer, ImmutableArray<SeriesRead> Reads);
